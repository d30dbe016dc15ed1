//! What cannot be deposited, made by the programs that make such things.

use {
    crate::scene::{Cast, Lot, Stage, checked_bank},
    anchor_lang::{AnchorSerialize, prelude::Pubkey, solana_program::program_pack::Pack},
    anchor_spl::{
        metadata::mpl_token_metadata::{
            accounts::{Metadata, TokenRecord},
            types::{Key, TokenStandard, TokenState},
        },
        token::spl_token::state::Mint,
    },
    mosaic_client::{
        MosaicError::{self, *},
        instructions::{DepositNft, NftKind},
        pda,
    },
    mosaic_harness::{Bank, Nft, NftSpec, Standard},
    solana_keypair::Keypair,
};

/// An empty draft, and NFTs for it.
pub struct Screen<'a> {
    pub bank: Bank,
    pub lot: Lot<'a>,
}

impl<'a> Screen<'a> {
    pub async fn of(mut bank: Bank, cast: &'a Cast) -> Self {
        let lot = Lot::at(&mut bank, cast, 1, Stage::Created).await;
        Self { bank, lot }
    }

    pub fn creator(&self) -> &Keypair {
        &self.lot.cast.creator.keypair
    }

    pub async fn nft(&mut self, standard: Standard) -> Nft {
        let creator = self.lot.cast.creator.pubkey();
        self.bank.mint_nft(&creator, standard).await
    }

    pub fn deposit(&self, nft: &Nft) -> DepositNft {
        DepositNft { nft_mint: nft.mint, source: nft.token, kind: nft.kind(), ..self.lot.deposit() }
    }

    pub async fn refuses(&self, nft: &Nft, error: MosaicError) {
        self.refuses_deposit(self.deposit(nft), error).await;
    }

    pub async fn refuses_deposit(&self, deposit: DepositNft, error: MosaicError) {
        self.lot.refuses(&self.bank, &deposit.instruction(), error).await;
    }

    pub async fn takes(&mut self, nft: &Nft) {
        let deposit = self.deposit(nft).instruction();
        self.lot.must(&mut self.bank, &[deposit]).await;
    }

    async fn edit_mint(&mut self, nft: &Nft, edit: impl FnOnce(&mut Mint)) {
        let mut account = self.bank.account(&nft.mint).await.expect("the mint exists");
        let mut mint = Mint::unpack(&account.data).expect("a mint");
        edit(&mut mint);
        Mint::pack(mint, &mut account.data).expect("it has the size of a mint");
        self.bank.set_account(nft.mint, account);
    }

    async fn edit_token_record(&mut self, nft: &Nft, edit: impl FnOnce(&mut TokenRecord)) {
        let address = nft.token_record.expect("a programmable NFT");
        let mut account = self.bank.account(&address).await.expect("the token record exists");
        let mut record = TokenRecord::safe_deserialize(&account.data).expect("a token record");
        edit(&mut record);
        let mut data = Vec::new();
        record.serialize(&mut data).expect("a token record has a wire format");
        account.data.fill(0);
        account.data[..data.len()].copy_from_slice(&data);
        self.bank.set_account(address, account);
    }

    async fn edit_metadata(&mut self, nft: &Nft, edit: impl FnOnce(&mut Metadata)) {
        let mut account = self.bank.account(&nft.metadata).await.expect("the metadata exists");
        let mut metadata = Metadata::safe_deserialize(&account.data).expect("metadata");
        edit(&mut metadata);
        let mut data = Vec::new();
        metadata.serialize(&mut data).expect("metadata has a wire format");
        account.data.fill(0);
        account.data[..data.len()].copy_from_slice(&data);
        self.bank.set_account(nft.metadata, account);
    }

    /// A classic mint without metadata, of which the creator holds that much.
    async fn bare_mint(&mut self, decimals: u8, amount: u64) -> DepositNft {
        let nft_mint = self.bank.create_mint(decimals, None).await;
        let source = self.bank.fund(&self.lot.cast.creator.pubkey(), &nft_mint, amount).await;
        DepositNft { nft_mint, source, ..self.lot.deposit() }
    }
}

#[tokio::test]
async fn mints_that_are_no_nft() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    for (decimals, amount, error) in [(0, 1, WrongMetadata), (1, 1, NotAnNft), (0, 2, NotAnNft), (9, 10, NotAnNft)] {
        let deposit = screen.bare_mint(decimals, amount).await;
        screen.refuses_deposit(deposit, error).await;
    }
    let fungible = screen.nft(Standard::FungibleAsset(1)).await;
    screen.refuses(&fungible, UnsupportedStandard).await;
    screen.edit_metadata(&fungible, |metadata| metadata.token_standard = Some(TokenStandard::Fungible)).await;
    screen.refuses(&fungible, UnsupportedStandard).await;
    let two = screen.nft(Standard::FungibleAsset(2)).await;
    screen.refuses(&two, NotAnNft).await;
    // Metadata from before token standards: without an edition it is no NFT either.
    screen.edit_metadata(&fungible, |metadata| metadata.token_standard = None).await;
    screen.refuses(&fungible, WrongEdition).await;
    let wallet = DepositNft { nft_mint: cast.stranger.pubkey(), ..screen.lot.deposit() };
    screen.refuses_deposit(wallet, NftMintNotClassic).await;
    let token = DepositNft { nft_mint: screen.lot.nft.token, ..screen.lot.deposit() };
    screen.refuses_deposit(token, NftMintNotClassic).await;
}

#[tokio::test]
async fn mints_that_could_be_minted_again() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let (nft, other) = (screen.nft(Standard::NonFungible).await, screen.nft(Standard::NonFungible).await);
    let payer = cast.creator.pubkey();
    for authority in [payer, pda::edition(&other.mint)] {
        screen.edit_mint(&nft, |mint| mint.freeze_authority = Some(authority).into()).await;
        screen.refuses(&nft, FreezeAuthorityNotEdition).await;
    }
    screen.edit_mint(&nft, |mint| mint.freeze_authority = None.into()).await;
    for authority in [Some(payer), Some(pda::edition(&other.mint)), Some(pda::metadata(&nft.mint)), None] {
        screen.edit_mint(&nft, |mint| mint.mint_authority = authority.into()).await;
        screen.refuses(&nft, MintAuthorityNotEdition).await;
    }
    screen.edit_mint(&nft, |mint| mint.supply = 0).await;
    screen.refuses(&nft, NotAnNft).await;
    screen.edit_mint(&nft, |mint| mint.is_initialized = false).await;
    screen.refuses(&nft, NftMintNotClassic).await;
}

#[tokio::test]
async fn plain_nfts_that_cannot_leave_their_owner() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let delegate = &cast.stranger;
    let nft = screen.nft(Standard::NonFungible).await;
    let creator = screen.creator().insecure_clone();
    screen.bank.delegate_nft(&nft, &creator, &delegate.pubkey()).await;
    screen.refuses(&nft, SourceDelegated).await;
    screen.bank.lock_nft(&nft, &delegate.keypair).await;
    screen.refuses(&nft, SourceFrozen).await;

    let nft = screen.nft(Standard::NonFungible).await;
    screen.bank.transfer_nft(&nft, &creator, &delegate.pubkey()).await.expect("a transfer");
    screen.refuses(&nft, SourceTooSmall).await;
    screen.refuses(&nft.held_by(&delegate.pubkey()), SourceOfAnotherOwner).await;
    let nowhere = DepositNft { source: pda::custody(&screen.lot.vault, &nft.mint), ..screen.deposit(&nft) };
    screen.refuses_deposit(nowhere, SourceNotAToken).await;
    screen.bank.transfer_nft(&nft.held_by(&delegate.pubkey()), &delegate.keypair, &nft.owner).await.expect("back");
    screen.takes(&nft).await;
}

#[tokio::test]
async fn programmable_nfts_that_cannot_leave_their_owner() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let delegate = &cast.stranger;
    let creator = screen.creator().insecure_clone();
    let nft = screen.nft(Standard::Programmable).await;
    screen.bank.delegate_nft(&nft, &creator, &delegate.pubkey()).await;
    screen.refuses(&nft, SourceDelegated).await;
    screen.bank.lock_nft(&nft, &delegate.keypair).await;
    screen.refuses(&nft, SourceDelegated).await;
    let listed = screen.nft(Standard::Programmable).await;
    screen.bank.list_nft(&listed, &creator, &delegate.pubkey()).await;
    screen.refuses(&listed, SourceDelegated).await;

    let nft = screen.nft(Standard::Programmable).await;
    screen.bank.transfer_nft(&nft, &creator, &delegate.pubkey()).await.expect("a transfer");
    screen.refuses(&nft.held_by(&delegate.pubkey()), SourceOfAnotherOwner).await;
    screen.refuses(&nft, SourceTooSmall).await;
}

/// Token Metadata notes a lock or a delegate in the token account too; the token record counts by itself.
#[tokio::test]
async fn token_records_that_are_not_free() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let nft = screen.nft(Standard::Programmable).await;
    for state in [TokenState::Locked, TokenState::Listed] {
        screen.edit_token_record(&nft, |record| record.state = state).await;
        screen.refuses(&nft, SourceFrozen).await;
    }
    screen.edit_token_record(&nft, |record| record.state = TokenState::Unlocked).await;
    screen.edit_token_record(&nft, |record| record.delegate = Some(cast.stranger.pubkey())).await;
    screen.refuses(&nft, SourceDelegated).await;
    screen.edit_token_record(&nft, |record| (record.delegate, record.key) = (None, Key::EditionV1)).await;
    screen.refuses(&nft, WrongTokenRecord).await;
}

#[tokio::test]
async fn accounts_of_another_way_to_move() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let (plain, programmable) = (screen.nft(Standard::NonFungible).await, screen.nft(Standard::Programmable).await);
    let token_2022 = screen.nft(Standard::Token2022).await;
    let with = |nft: &Nft, kind| DepositNft { kind, ..screen.deposit(nft) };
    let rule_set = NftKind::Programmable { rule_set: Some(Pubkey::new_from_array([4; 32])) };
    screen.refuses_deposit(with(&plain, NftKind::Programmable { rule_set: None }), WrongStandard).await;
    screen.refuses_deposit(with(&plain, NftKind::Token2022), NftMintNotToken2022).await;
    screen.refuses_deposit(with(&programmable, NftKind::Plain), WrongStandard).await;
    screen.refuses_deposit(with(&programmable, NftKind::Token2022), NftMintNotToken2022).await;
    screen.refuses_deposit(with(&programmable, rule_set), WrongRuleSet).await;
    screen.refuses_deposit(with(&token_2022, NftKind::Plain), NftMintNotClassic).await;
    screen.refuses_deposit(with(&token_2022, rule_set), NftMintNotClassic).await;
    for nft in [&plain, &programmable, &token_2022] {
        screen.takes(nft).await;
    }
}

#[tokio::test]
async fn metadata_and_editions_of_another_nft() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    for standard in [
        Standard::NonFungible,
        Standard::Unlabelled,
        Standard::PrintedEdition,
        Standard::Programmable,
        Standard::ProgrammablePrintedEdition,
    ] {
        let nft = screen.nft(standard).await;
        let other = screen.bank.mint_nft(&cast.creator.pubkey(), NftSpec::from(standard)).await;
        let swaps = [
            (nft.metadata, other.metadata, WrongMetadata),
            (nft.metadata, pda::edition(&nft.mint), WrongMetadata),
            (pda::edition(&nft.mint), pda::edition(&other.mint), WrongEdition),
            (pda::edition(&nft.mint), nft.metadata, WrongEdition),
        ];
        for (right, wrong, error) in swaps {
            let mut instruction = screen.deposit(&nft).instruction();
            let meta = instruction.accounts.iter_mut().find(|meta| meta.pubkey == right).expect("it is there");
            meta.pubkey = wrong;
            screen.lot.refuses(&screen.bank, &instruction, error).await;
        }
        screen.takes(&nft).await;
    }
}
