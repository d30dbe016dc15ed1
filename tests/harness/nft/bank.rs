//! Making NFTs in a bank, and what their owners and delegates do with them.

use {
    super::{Nft, NftSpec, Standard, compute_unit_limit, edition_of},
    crate::{
        bank::Bank,
        receipt::{Failure, Receipt},
        token_2022::Nft2022Spec,
        tokens::valid,
    },
    anchor_lang::prelude::Pubkey,
    anchor_spl::{
        metadata::mpl_token_metadata::{
            ID,
            accounts::{EditionMarkerV2, Metadata, TokenRecord},
            instructions::{
                DelegateSaleV1Builder, DelegateUtilityV1Builder, FreezeDelegatedAccountBuilder, LockV1Builder,
                PrintV1Builder, ThawDelegatedAccountBuilder, UnlockV1Builder,
            },
        },
        token::spl_token,
        token_2022::spl_token_2022,
    },
    mosaic_client::instructions::RULES_PROGRAM_ID,
    solana_keypair::Keypair,
    solana_signer::Signer,
};

/// The number a printed edition gets.
const EDITION_NUMBER: u64 = 1;

impl Bank {
    /// Makes an NFT and gives it to `owner`. The bank's payer is its update authority.
    ///
    /// # Panics
    /// If the program that makes it refuses the description.
    pub async fn mint_nft(&mut self, owner: &Pubkey, spec: impl Into<NftSpec>) -> Nft {
        let spec = spec.into();
        if spec.standard.is_token_2022() {
            return self.mint_nft_2022(owner, &Nft2022Spec::from(&spec)).await;
        }
        let payer = self.payer();
        let nft = if spec.standard.is_printed() {
            let master = self.mint_first(&payer.pubkey(), &spec).await;
            self.print(&master, spec.standard, owner).await
        } else {
            self.mint_first(owner, &spec).await
        };
        for creator in spec.creators.iter().filter_map(|creator| creator.verified_by.as_ref()) {
            self.must(&[nft.verify_creator(&creator.pubkey())], &[creator]).await;
        }
        if spec.standard == Standard::Unlabelled {
            self.drop_token_standard(&nft.metadata).await;
        }
        nft
    }

    async fn mint_first(&mut self, owner: &Pubkey, spec: &NftSpec) -> Nft {
        let (payer, mint) = (self.payer(), self.new_keypair());
        let (nft, create) = Nft::creation(spec, &mint.pubkey(), owner, &payer.pubkey());
        self.must(&create, &[&payer, &mint]).await;
        nft
    }

    async fn print(&mut self, master: &Nft, standard: Standard, owner: &Pubkey) -> Nft {
        let (payer, mint) = (self.payer(), self.new_keypair());
        let nft = Nft::of(standard, mint.pubkey(), *owner, master.rule_set);
        let (edition, master_edition) = (edition_of(&nft), edition_of(master));
        let marker = if standard.is_programmable() {
            EditionMarkerV2::find_pda(&master.mint).0
        } else {
            // One marker account counts 248 editions; this is the address of the first.
            let seeds = [&b"metadata"[..], ID.as_ref(), master.mint.as_ref(), b"edition", b"0"];
            Pubkey::find_program_address(&seeds, &ID).0
        };
        let print = PrintV1Builder::new()
            .edition_metadata(nft.metadata)
            .edition(edition)
            .edition_mint(nft.mint, true)
            .edition_token_account_owner(*owner)
            .edition_token_account(nft.token)
            .edition_mint_authority(payer.pubkey())
            .edition_token_record(nft.token_record)
            .master_edition(master_edition)
            .edition_marker_pda(marker)
            .payer(payer.pubkey())
            .master_token_account_owner(payer.pubkey())
            .master_token_account(master.token)
            .master_metadata(master.metadata)
            .update_authority(payer.pubkey())
            .edition_number(EDITION_NUMBER)
            .instruction();
        self.must(&[compute_unit_limit(800_000), print], &[&payer, &mint]).await;
        nft
    }

    /// Makes the metadata look as Token Metadata wrote it before token standards were named.
    ///
    /// # Panics
    /// If there is no metadata.
    pub async fn drop_token_standard(&mut self, metadata: &Pubkey) {
        let mut account = self.account(metadata).await.expect("just made");
        let decoded = Metadata::safe_deserialize(&account.data).expect("just made");
        let creators = decoded.creators.as_ref().map_or(0, |creators| 4 + creators.len() * 34);
        // Key, update authority, mint, three strings, royalty, creators, two flags, edition nonce.
        let offset = 1 + 32 + 32 + 3 * 4 + decoded.name.len() + decoded.symbol.len() + decoded.uri.len() + 2;
        let offset = offset + 1 + creators + 2 + decoded.edition_nonce.map_or(1, |_| 2);
        account.data[offset..].fill(0);
        self.set_account(*metadata, account);
    }

    /// Moves an NFT from its owner, who signs, to another.
    ///
    /// # Errors
    /// What Token Metadata or the token program refuses it with.
    pub async fn transfer_nft(&mut self, nft: &Nft, owner: &Keypair, to: &Pubkey) -> Result<Receipt, Failure> {
        let payer = self.payer();
        self.send(&nft.transfer(to, &payer.pubkey()), &[&payer, owner]).await
    }

    /// The token record of a programmable NFT.
    ///
    /// # Panics
    /// If there is none.
    pub async fn token_record(&self, nft: &Nft) -> TokenRecord {
        let account = self.account(&nft.token_record.expect("a programmable NFT")).await;
        TokenRecord::safe_deserialize(&account.expect("there is no token record").data).expect("a token record")
    }

    /// Names a delegate: for a programmable NFT one that may lock it (Token Metadata's utility delegate), else the token
    /// program's delegate.
    pub async fn delegate_nft(&mut self, nft: &Nft, owner: &Keypair, delegate: &Pubkey) {
        let payer = self.payer();
        let delegate = if nft.standard.is_programmable() {
            DelegateUtilityV1Builder::new()
                .delegate(*delegate)
                .metadata(nft.metadata)
                .master_edition(nft.edition)
                .token_record(nft.token_record)
                .mint(nft.mint)
                .token(nft.token)
                .authority(owner.pubkey())
                .payer(payer.pubkey())
                .spl_token_program(Some(spl_token::ID))
                .authorization_rules(nft.rule_set)
                .authorization_rules_program(nft.rule_set.map(|_| RULES_PROGRAM_ID))
                .amount(1)
                .instruction()
        } else {
            let (id, owner) = (nft.kind().token_program(), owner.pubkey());
            valid(spl_token_2022::instruction::approve(&id, &nft.token, delegate, &owner, &[], 1))
        };
        self.must(&[delegate], &[&payer, owner]).await;
    }

    /// Lists a programmable NFT for sale: names a sale delegate, by which the owner may no longer move it.
    pub async fn list_nft(&mut self, nft: &Nft, owner: &Keypair, delegate: &Pubkey) {
        let payer = self.payer();
        let delegate = DelegateSaleV1Builder::new()
            .delegate(*delegate)
            .metadata(nft.metadata)
            .master_edition(nft.edition)
            .token_record(nft.token_record)
            .mint(nft.mint)
            .token(nft.token)
            .authority(owner.pubkey())
            .payer(payer.pubkey())
            .spl_token_program(Some(spl_token::ID))
            .authorization_rules(nft.rule_set)
            .authorization_rules_program(nft.rule_set.map(|_| RULES_PROGRAM_ID))
            .amount(1)
            .instruction();
        self.must(&[delegate], &[&payer, owner]).await;
    }

    /// Locks an NFT in its owner's account, by a delegate named with [`Self::delegate_nft`]: `LockV1` for a programmable
    /// one, `FreezeDelegatedAccount` for a plain one.
    pub async fn lock_nft(&mut self, nft: &Nft, delegate: &Keypair) {
        let payer = self.payer();
        let lock = if nft.standard.is_programmable() {
            LockV1Builder::new()
                .authority(delegate.pubkey())
                .token_owner(Some(nft.owner))
                .token(nft.token)
                .mint(nft.mint)
                .metadata(nft.metadata)
                .edition(nft.edition)
                .token_record(nft.token_record)
                .payer(payer.pubkey())
                .spl_token_program(Some(spl_token::ID))
                .instruction()
        } else {
            FreezeDelegatedAccountBuilder::new()
                .delegate(delegate.pubkey())
                .token_account(nft.token)
                .edition(edition_of(nft))
                .mint(nft.mint)
                .instruction()
        };
        self.must(&[lock], &[&payer, delegate]).await;
    }

    /// Undoes [`Self::lock_nft`].
    pub async fn unlock_nft(&mut self, nft: &Nft, delegate: &Keypair) {
        let payer = self.payer();
        let unlock = if nft.standard.is_programmable() {
            UnlockV1Builder::new()
                .authority(delegate.pubkey())
                .token_owner(Some(nft.owner))
                .token(nft.token)
                .mint(nft.mint)
                .metadata(nft.metadata)
                .edition(nft.edition)
                .token_record(nft.token_record)
                .payer(payer.pubkey())
                .spl_token_program(Some(spl_token::ID))
                .instruction()
        } else {
            ThawDelegatedAccountBuilder::new()
                .delegate(delegate.pubkey())
                .token_account(nft.token)
                .edition(edition_of(nft))
                .mint(nft.mint)
                .instruction()
        };
        self.must(&[unlock], &[&payer, delegate]).await;
    }
}
