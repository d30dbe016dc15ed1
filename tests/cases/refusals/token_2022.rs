//! NFTs of Token-2022 that cannot be deposited, made by Token-2022 itself.

use {
    crate::{
        scene::{Cast, checked_bank},
        screens::Screen,
    },
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token_2022::spl_token_2022::{
        extension::{ExtensionType, cpi_guard, memo_transfer},
        instruction::{AuthorityType, reallocate, set_authority},
    },
    mosaic_client::{
        MosaicError::{self, *},
        instructions::DepositNft,
        pda,
    },
    mosaic_harness::{MintExtension, Nft, Nft2022Spec, Standard},
    solana_keypair::Keypair,
    solana_signer::Signer,
};

const ID: Pubkey = anchor_spl::token_2022::ID;
/// Where a mint keeps its supply, its decimals, whether it is initialised, and the number and the length of its first extension.
const SUPPLY: usize = 36;
const DECIMALS: usize = 44;
const INITIALIZED: usize = 45;
const EXTENSION: std::ops::Range<usize> = 166..168;
const EXTENSION_BYTES: std::ops::Range<usize> = 168..170;
/// What the token program numbers `PermissionedBurn`, which the version here does not know yet.
const PERMISSIONED_BURN: u16 = 28;

impl Screen<'_> {
    async fn token_2022(&mut self, spec: &Nft2022Spec) -> Nft {
        let creator = self.lot.cast.creator.pubkey();
        self.bank.mint_nft_2022(&creator, spec).await
    }

    async fn refuses_extensions(&mut self, extensions: &[MintExtension], error: MosaicError) {
        let nft = self.token_2022(&Nft2022Spec::with(extensions)).await;
        self.refuses(&nft, error).await;
    }

    async fn refuses_fields(&mut self, fields: &[(&str, &str)], error: MosaicError) {
        let nft = self.token_2022(&Nft2022Spec::with_fields(fields)).await;
        self.refuses(&nft, error).await;
    }

    /// Refuses an NFT whose mint was changed past the rules of its program.
    async fn refuses_edited(&mut self, spec: &Nft2022Spec, edit: impl FnOnce(&mut Vec<u8>), error: MosaicError) {
        let nft = self.token_2022(spec).await;
        let mut account = self.bank.account(&nft.mint).await.expect("the mint exists");
        edit(&mut account.data);
        self.bank.set_account(nft.mint, account);
        self.refuses(&nft, error).await;
    }
}

/// Removes an authority of a mint for good.
fn give_up(mint: &Pubkey, authority: AuthorityType, issuer: &Keypair) -> Instruction {
    set_authority(&ID, mint, None, authority, &issuer.pubkey(), &[]).expect("the token program's own id")
}

#[tokio::test]
async fn extensions_by_which_others_have_a_say() {
    use MintExtension as Has;
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let issuer = cast.stranger.pubkey();
    let fee = Has::TransferFee { authority: issuer, bps: 0 };
    let cases: [(&[MintExtension], MosaicError); 11] = [
        (&[Has::MintCloseAuthority(Some(issuer))], MintCloseAuthorityNotNone),
        (&[fee], HasTransferFee),
        (&[Has::ConfidentialTransfer(None)], HasConfidentialTransfer),
        (&[Has::ConfidentialTransferFee(None), fee, Has::ConfidentialTransfer(None)], HasConfidentialTransferFee),
        (&[Has::NonTransferable], IsNonTransferable),
        (&[Has::InterestBearing(None)], HasInterest),
        (&[Has::PermanentDelegate(issuer)], HasPermanentDelegate),
        (&[Has::TransferHook { authority: Some(issuer), program: None }], HasTransferHook),
        (&[Has::TransferHook { authority: None, program: Some(issuer) }], HasTransferHook),
        (&[Has::ScaledUiAmount(None)], HasScaledAmount),
        (&[Has::Pausable(issuer)], IsPausable),
    ];
    for (extensions, error) in cases {
        screen.refuses_extensions(extensions, error).await;
    }
}

/// The token program mints nothing in the open where the supply may be hidden: there is no such NFT, unless a later version
/// makes one.
#[tokio::test]
async fn a_supply_that_may_be_hidden() {
    use MintExtension as Has;
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let (creator, payer) = (cast.creator.pubkey(), screen.bank.payer());
    let extensions = [Has::ConfidentialMintBurn, Has::ConfidentialTransfer(None)];
    let nft_mint = screen.bank.create_mint_2022(0, None, &extensions).await;
    let source = screen.bank.create_ata(&creator, &nft_mint).await;
    screen.bank.must(&[give_up(&nft_mint, AuthorityType::MintTokens, &payer)], &[&payer]).await;
    let like = screen.nft(Standard::Token2022).await;
    let deposit = DepositNft { nft_mint, source, ..screen.deposit(&like) };
    screen.refuses_deposit(deposit, NotAnNft).await;
    let mut account = screen.bank.account(&nft_mint).await.expect("the mint exists");
    account.data[SUPPLY] = 1;
    screen.bank.set_account(nft_mint, account);
    screen.refuses_deposit(deposit, HasConfidentialMintBurn).await;
}

#[tokio::test]
async fn the_extension_that_is_listed_first_is_named() {
    use MintExtension as Has;
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let issuer = cast.stranger.pubkey();
    let (delegate, pausable) = (Has::PermanentDelegate(issuer), Has::Pausable(issuer));
    let harmless = [Has::MetadataPointer, Has::MintCloseAuthority(None), Has::GroupPointer, Has::GroupMemberPointer];
    screen.refuses_extensions(&[&harmless[..], &[delegate, pausable]].concat(), HasPermanentDelegate).await;
    screen.refuses_extensions(&[&harmless[..], &[pausable, delegate]].concat(), IsPausable).await;
    let nft = screen.token_2022(&Nft2022Spec::with(&harmless)).await;
    screen.takes(&nft).await;
}

#[tokio::test]
async fn authorities_that_are_left() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let issuer = screen.bank.payer();
    let minter = screen.token_2022(&Nft2022Spec { keep_mint_authority: true, ..Nft2022Spec::default() }).await;
    screen.refuses(&minter, MintAuthorityNotNone).await;

    let freeze_authority = Some(issuer.pubkey());
    let freezer = screen.token_2022(&Nft2022Spec { freeze_authority, ..Nft2022Spec::default() }).await;
    screen.refuses(&freezer, FreezeAuthorityNotNone).await;
    screen.bank.freeze(&freezer.token, &freezer.mint, &issuer).await;
    screen.refuses(&freezer, FreezeAuthorityNotNone).await;

    // Frozen, and nobody is left who could thaw it.
    screen.bank.must(&[give_up(&freezer.mint, AuthorityType::FreezeAccount, &issuer)], &[&issuer]).await;
    screen.refuses(&freezer, SourceFrozen).await;

    // Who freezes by default gave that up: new token accounts would start frozen for ever.
    let spec = Nft2022Spec { freeze_authority, ..Nft2022Spec::with(&[MintExtension::DefaultFrozen]) };
    let frozen = screen.token_2022(&spec).await;
    screen.refuses(&frozen, FreezeAuthorityNotNone).await;
    screen.bank.must(&[give_up(&frozen.mint, AuthorityType::FreezeAccount, &issuer)], &[&issuer]).await;
    screen.refuses(&frozen, HasDefaultAccountState).await;

    // What was given up does no harm.
    screen.bank.must(&[give_up(&minter.mint, AuthorityType::MintTokens, &issuer)], &[&issuer]).await;
    screen.takes(&minter).await;
}

#[tokio::test]
async fn mints_that_are_no_nft_of_token_2022() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let plain = screen.nft(Standard::Token2022).await;
    for (decimals, amount) in [(1, 1), (0, 2), (9, 10)] {
        let nft_mint = screen.bank.create_mint_2022(decimals, None, &[]).await;
        let source = screen.bank.fund(&cast.creator.pubkey(), &nft_mint, amount).await;
        let deposit = DepositNft { nft_mint, source, ..screen.deposit(&plain) };
        screen.refuses_deposit(deposit, NotAnNft).await;
    }
    let wallet = DepositNft { nft_mint: cast.stranger.pubkey(), ..screen.deposit(&plain) };
    screen.refuses_deposit(wallet, NftMintNotToken2022).await;
    let token = DepositNft { nft_mint: plain.token, ..screen.deposit(&plain) };
    screen.refuses_deposit(token, NftMintNotToken2022).await;
    let bare = Nft2022Spec::default();
    screen.refuses_edited(&bare, |data| data[INITIALIZED] = 0, NftMintNotToken2022).await;
    screen.refuses_edited(&bare, |data| data[DECIMALS] = 1, NotAnNft).await;
}

/// Those that the token program does not write: a later version may.
#[tokio::test]
async fn extensions_that_are_not_known_or_cannot_be_read() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let spec = Nft2022Spec::with(&[MintExtension::GroupPointer]);
    let renumbered = |number: u16| move |data: &mut Vec<u8>| data[EXTENSION].copy_from_slice(&number.to_le_bytes());
    screen.refuses_edited(&spec, renumbered(PERMISSIONED_BURN), HasPermissionedBurn).await;
    // Of a token account, of a later version, and the last number there is.
    for number in [u16::from(ExtensionType::ImmutableOwner), 29, u16::MAX] {
        screen.refuses_edited(&spec, renumbered(number), UnknownExtension).await;
    }
    let lengthened = |data: &mut Vec<u8>| data[EXTENSION_BYTES].copy_from_slice(&65u16.to_le_bytes());
    screen.refuses_edited(&spec, lengthened, ExtensionsMalformed).await;
    let closing = Nft2022Spec::with(&[MintExtension::MintCloseAuthority(None)]);
    let shortened = |data: &mut Vec<u8>| data[EXTENSION_BYTES].copy_from_slice(&31u16.to_le_bytes());
    screen.refuses_edited(&closing, shortened, ExtensionsMalformed).await;
    let metadata = renumbered(ExtensionType::TokenMetadata.into());
    screen.refuses_edited(&spec, metadata, ExtensionsMalformed).await;
    screen.refuses_edited(&spec, |data| data.truncate(169), ExtensionsMalformed).await;
    // A mint says behind its fixed part that it is one.
    screen.refuses_edited(&spec, |data| data[165] = 2, NftMintNotToken2022).await;
    screen.refuses_edited(&spec, |data| data.truncate(165), NftMintNotToken2022).await;
}

#[tokio::test]
async fn royalties_that_contradict_themselves() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    for royalty in ["", "five", "5.0", "-5", "+5", " 5", "10001", "65536", "99999999999999999999"] {
        screen.refuses_fields(&[("royalty_basis_points", royalty)], RoyaltiesMalformed).await;
    }
    let creators: Vec<_> = (0..6).map(|number| Pubkey::new_from_array([number; 32]).to_string()).collect();
    let shared = |shares: &[&'static str]| {
        let creators = creators.iter().map(String::as_str).zip(shares.iter().copied());
        [("royalty_basis_points", "500")].into_iter().chain(creators).collect::<Vec<_>>()
    };
    screen.refuses_fields(&shared(&["50", "51"]), RoyaltiesMalformed).await;
    screen.refuses_fields(&shared(&["100", "100", "100"]), RoyaltiesMalformed).await;
    screen.refuses_fields(&shared(&["10"; 6]), RoyaltiesMalformed).await;
    // Without a royalty they are attributes.
    let nft = screen.token_2022(&Nft2022Spec::with_fields(&shared(&["10"; 6])[1..])).await;
    screen.takes(&nft).await;
}

#[tokio::test]
async fn token_2022_nfts_that_cannot_leave_their_owner() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let delegate = &cast.stranger;
    let creator = screen.creator().insecure_clone();
    let nft = screen.nft(Standard::Token2022).await;
    screen.bank.delegate_nft(&nft, &creator, &delegate.pubkey()).await;
    screen.refuses(&nft, SourceDelegated).await;

    let nft = screen.nft(Standard::Token2022).await;
    screen.bank.transfer_nft(&nft, &creator, &delegate.pubkey()).await.expect("a transfer");
    screen.refuses(&nft, SourceTooSmall).await;
    screen.refuses(&nft.held_by(&delegate.pubkey()), SourceOfAnotherOwner).await;
    let nowhere = DepositNft { source: pda::custody(&screen.lot.vault, &nft.mint), ..screen.deposit(&nft) };
    screen.refuses_deposit(nowhere, SourceNotAToken).await;
    let classic = screen.nft(Standard::NonFungible).await;
    screen.refuses_deposit(DepositNft { source: classic.token, ..screen.deposit(&nft) }, SourceNotAToken).await;
    let other = screen.nft(Standard::Token2022).await;
    screen.refuses_deposit(DepositNft { source: other.token, ..screen.deposit(&nft) }, SourceOfAnotherMint).await;
    screen.bank.transfer_nft(&nft.held_by(&delegate.pubkey()), &delegate.keypair, &nft.owner).await.expect("back");
    screen.takes(&nft).await;
}

#[tokio::test]
async fn token_accounts_with_extensions_of_their_own() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut screen = Screen::of(bank, &cast).await;
    let (creator, payer) = (screen.creator().insecure_clone(), screen.bank.payer());
    let owner = creator.pubkey();
    let nft = screen.nft(Standard::Token2022).await;
    let kinds = [ExtensionType::CpiGuard, ExtensionType::MemoTransfer];
    let valid = |instruction: Result<_, _>| instruction.expect("the token program's own id");
    let room = valid(reallocate(&ID, &nft.token, &payer.pubkey(), &owner, &[], &kinds));
    let guard = valid(cpi_guard::instruction::enable_cpi_guard(&ID, &nft.token, &owner, &[]));
    let memo = valid(memo_transfer::instruction::enable_required_transfer_memos(&ID, &nft.token, &owner, &[]));
    screen.bank.must(&[room, guard, memo], &[&payer, &creator]).await;
    screen.refuses(&nft, SourceHasCpiGuard).await;

    let unguard = valid(cpi_guard::instruction::disable_cpi_guard(&ID, &nft.token, &owner, &[]));
    screen.bank.must(&[unguard], &[&creator]).await;

    // Cut short past the rules of the token program.
    let sound = screen.bank.account(&nft.token).await.expect("it exists");
    let mut cut = sound.clone();
    cut.data.truncate(sound.data.len() - 1);
    screen.bank.set_account(nft.token, cut);
    screen.refuses(&nft, ExtensionsMalformed).await;
    screen.bank.set_account(nft.token, sound);

    screen.takes(&nft).await;
}
