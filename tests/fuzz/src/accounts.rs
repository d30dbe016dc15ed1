//! Bytes that may be accounts or events of the program, or its answers.

use anchor_lang::{AnchorSerialize, Discriminator};
use arbitrary::{Result, Unstructured};
use mosaic::state::space;
use mosaic_client::{
    events::Event,
    state::{
        AccountType, Asks, Asset, Auction, Bid, License, Offering, Pool, Proposal, Purchase, Stake, Status, Uri, Vault,
        VaultQuote, Vote, decode, decode_quote,
    },
};
use mosaic_core::reserve::reserve;

use crate::input::amount;

/// The bytes as they are, or filled up and cut to an account of this type.
fn content<T: AccountType>(input: &mut Unstructured) -> Result<Vec<u8>> {
    if input.ratio(1, 8)? {
        return Ok(input.bytes(input.len())?.to_vec());
    }
    let rest = input.bytes(input.len())?;
    let mut data = [T::DISCRIMINATOR, rest].concat();
    data.resize(space::<T>(), rest.last().copied().unwrap_or(0));
    Ok(data)
}

/// What is read is what was there, to the last byte; anything of another type or length is refused.
fn read<T: AccountType>(data: &[u8]) -> Option<T> {
    let account = decode::<T>(data);
    let is_one = data.len() == space::<T>() && data.starts_with(T::DISCRIMINATOR);
    assert_eq!(account.is_ok(), is_one, "{}", T::NAME);
    let account = account.ok()?;
    assert_eq!([T::DISCRIMINATOR, bytemuck::bytes_of(&account)].concat(), data);
    Some(account)
}

fn one<T: AccountType>(input: &mut Unstructured) -> Result<Option<T>> {
    Ok(read(&content::<T>(input)?))
}

/// Whatever an account says, the rules give an answer about it or refuse: they never panic.
pub(crate) fn accounts(input: &mut Unstructured) -> Result<usize> {
    let (now, number) = (amount(input)? as i64, amount(input)?);
    let read = match input.int_in_range(0..=11)? {
        0 => one(input)?.map(|vault| look_at_vault(&vault, number)),
        1 => one(input)?.map(|asset| look_at_asset(&asset)),
        2 => one::<Auction>(input)?.map(|auction| _ = auction.ledger().check()),
        3 => one::<Bid>(input)?.map(|bid| _ = bid.escrowed()),
        4 => one(input)?.map(|pool| look_at_pool(&pool, number)),
        5 => one::<Stake>(input)?.map(|stake| {
            assert_eq!(stake.ask().map(|ask| ask.level), stake.level());
            stake.is_spent();
            mosaic_core::stake::free_at(Status::Auction, now, stake.locked_until, &stake.votes);
        }),
        6 => one::<Asks>(input)?.map(|asks| {
            _ = reserve(&mosaic_core::Terms::with_opening_price(number), Some(asks.book()), number);
            _ = mosaic_core::offer::veto_weight(number, &asks.weights, number);
        }),
        7 => one(input)?.map(|proposal| look_at_proposal(&proposal, now)),
        8 => one::<Vote>(input)?.map(|vote| _ = vote.ballot()),
        9 => one(input)?.map(|offering| look_at_offering(&offering, number, now)),
        10 => one::<Purchase>(input)?.map(|purchase| _ = purchase.purchase()),
        _ => one::<License>(input)?.map(|license| {
            let (license, rights) = (license.license(), Default::default());
            _ = (license.accept(rights, now), license.renew(rights, now), license.check_closable(now));
        }),
    };
    Ok(read.iter().count())
}

fn look_at_vault(vault: &Vault, supply: u64) {
    _ = vault.terms().check();
    assert_eq!(vault.status().is_ok(), Status::from_u8(vault.status).is_some());
    let asks = reserve(&vault.terms(), None, supply).unwrap();
    let auction = bytemuck::Zeroable::zeroed();
    let Ok(quote) = VaultQuote::of(vault, Some(&asks), Some(&auction), supply) else { return };
    quote.worth(supply);
    let mut bytes = Vec::new();
    quote.serialize(&mut bytes).unwrap();
    assert_eq!(decode_quote(&mosaic::ID, &bytes), Ok(quote));
}

fn look_at_offering(offering: &Offering, number: u64, now: i64) {
    let offering = offering.offering();
    let purchase = Default::default();
    for status in Status::ALL {
        _ = (offering.buy(status, purchase, number, number, now), offering.claim(status, purchase, now));
        _ = (offering.close(status, true, now), offering.is_over(status, now));
    }
    _ = (offering.check(), offering.plan.opened(now), offering.plan.price_at(now));
}

fn look_at_asset(asset: &Asset) {
    asset.way();
    for royalty in &asset.royalties {
        let found = asset.royalty_of(&royalty.payee).ok().map(|place| asset.royalties[place]);
        assert!(found.is_none_or(|found| found.payee == royalty.payee && found.weight > 0));
        assert!(found.is_some() || royalty.weight == 0);
    }
    assert!(!asset.is_spent() || asset.royalties.iter().all(|royalty| royalty.weight == 0));
}

fn look_at_pool(pool: &Pool, number: u64) {
    for income in &pool.income {
        let stream = income.stream();
        _ = (stream.accrue(number, pool.staked), stream.deposit(number, number as u32), stream.pay(number));
        _ = (stream.give_up(), stream.leave(number.into()));
        assert!(!income.is_open() || pool.income_of(&income.account).is_ok());
        assert!(pool.place_for(&income.mint, false).is_err());
    }
}

fn look_at_proposal(proposal: &Proposal, now: i64) {
    let poll = proposal.poll();
    _ = (poll.phase(now), poll.check_executable(false, now), poll.check_closable(false, false, now));
    assert_eq!(proposal.action().is_ok(), proposal.kind().is_ok());
    let text = proposal.uri.text();
    // A text that was stored without zeros comes back.
    if let Ok(uri) = Uri::new(&text) {
        assert_eq!(uri.text(), text);
    }
}

/// An event or an answer that can be read is written as it was.
pub(crate) fn events(input: &mut Unstructured) -> Result<usize> {
    let mut data = input.bytes(input.len())?.to_vec();
    let answer = decode_quote(&mosaic::ID, &data);
    if let Ok(quote) = answer {
        let mut bytes = Vec::new();
        quote.serialize(&mut bytes).unwrap();
        assert_eq!(bytes, data);
    }
    // The first byte names the event.
    if let Some(first) = data.first().copied() {
        let discriminators = discriminators();
        data.splice(..1, discriminators[usize::from(first) % discriminators.len()].iter().copied());
    }
    let Ok(event) = Event::decode(&data) else { return Ok(usize::from(answer.is_ok())) };
    assert_eq!(encode(&event), data);
    assert!(!event.name().is_empty());
    Ok(1)
}

macro_rules! events {
    ($($name:ident)*) => {
        fn discriminators() -> Vec<&'static [u8]> {
            vec![$(mosaic::events::$name::DISCRIMINATOR),*]
        }

        /// What the program logs of an event.
        fn encode(event: &Event) -> Vec<u8> {
            match event {
                $(Event::$name(event) => anchor_lang::Event::data(event),)*
                other => panic!("{} is not listed here", other.name()),
            }
        }
    };
}

events! {
    VaultCreated NftDeposited FractionDescribed VaultCancelled VaultActivated BidPlaced BidWithdrawn VaultSold
    AssetClaimed RoyaltyClaimed CuratorFeeClaimed FractionsRedeemed VaultReclaimed VaultClosed StakingOpened
    FractionsStaked FractionsUnstaked AsksOpened AskSet DelegateSet IncomeMintAdded IncomeDeposited IncomeClaimed
    IncomeClosed StakingClosed ProposalMade VoteCast VoteWithdrawn ProposalExecuted ProposalClosed LicenseTaken OfferMade
    OfferAccepted OfferingOpened FractionsBought PurchaseClaimed OfferingClosed CuratorFeeLowered
}
