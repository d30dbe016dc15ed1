//! Accounts of the program that it closes, used later in the same transaction: gone, or brought back with lamports.

use {
    super::idl,
    crate::scene::{Cast, GRANT, Lot, SALE, STAKED, Stage},
    anchor_lang::{
        prelude::Pubkey,
        solana_program::{instruction::Instruction, system_instruction},
    },
    mosaic_client::pda,
    mosaic_harness::{Bank, Failure, Receipt, nft::compute_unit_limit, world::COMPUTE_UNITS},
    solana_signer::Signer,
    std::{collections::BTreeSet, slice::from_ref},
};

/// Account types of the program that it closes, with what goes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    Asset,
    Bid,
    Stake,
    Vote,
    Proposal,
    License,
    Income,
    Staking,
    Vault,
    Purchase,
    Offering,
}

const CLOSINGS: [Closing; 11] = [
    Closing::Asset,
    Closing::Bid,
    Closing::Stake,
    Closing::Vote,
    Closing::Proposal,
    Closing::License,
    Closing::Income,
    Closing::Staking,
    Closing::Vault,
    Closing::Purchase,
    Closing::Offering,
];

impl Closing {
    /// The stage at which it happens.
    fn stage(self) -> Stage {
        match self {
            Self::Asset => Stage::Sold,
            Self::Bid => Stage::Outbid,
            Self::Stake => Stage::Earning,
            Self::Vote => Stage::Voted,
            Self::Proposal => Stage::Granted,
            Self::License => Stage::Lapsed,
            Self::Income => Stage::Left,
            Self::Staking => Stage::Emptied,
            Self::Vault => Stage::Paid,
            Self::Purchase => Stage::Concluded,
            Self::Offering => Stage::Gifted,
        }
    }

    /// What closes it.
    fn instructions(self, lot: &Lot) -> Vec<Instruction> {
        let Cast { quote, gold, .. } = lot.cast;
        match self {
            Self::Asset => vec![lot.claim_royalty().instruction(), lot.claim_asset().instruction()],
            Self::Bid => vec![lot.withdraw(&lot.cast.opener).instruction()],
            Self::Stake => {
                let claim = |mint| lot.claim_income(mint).instruction();
                vec![lot.unstake(STAKED).instruction(), claim(quote), claim(gold)]
            }
            Self::Vote => vec![lot.withdraw_vote(GRANT).instruction()],
            Self::Proposal => vec![lot.close_proposal(GRANT).instruction()],
            Self::License => vec![lot.close_license(GRANT).instruction()],
            Self::Income => vec![lot.close_income(gold).instruction()],
            Self::Staking => vec![lot.close_staking().instruction()],
            Self::Vault => vec![lot.close().instruction()],
            Self::Purchase => vec![lot.claim_purchase(&lot.cast.holder).instruction()],
            Self::Offering => vec![lot.close_accounts().instruction()],
        }
    }

    /// The accounts that are gone then, by their names in the IDL.
    fn accounts(self, lot: &Lot) -> Vec<(&'static str, Pubkey)> {
        let (vault, holder) = (&lot.vault, lot.cast.holder.pubkey());
        match self {
            Self::Asset => {
                vec![("asset", pda::asset(vault, &lot.nft.mint)), ("custody", pda::custody(vault, &lot.nft.mint))]
            }
            Self::Bid => vec![("bid", pda::bid(vault, &lot.cast.opener.pubkey()))],
            Self::Stake => vec![("stake", pda::stake(vault, &holder))],
            Self::Vote => vec![("vote", pda::vote(&pda::proposal(vault, GRANT), &holder))],
            Self::Proposal => vec![("proposal", pda::proposal(vault, GRANT))],
            Self::License => vec![("license", lot.license(GRANT))],
            Self::Income => vec![("income_account", pda::income_account(vault, &lot.cast.gold))],
            Self::Staking => vec![
                ("pool", pda::pool(vault)),
                ("asks", pda::asks(vault)),
                ("staked_fractions", pda::staked_fractions(vault)),
            ],
            Self::Vault => vec![
                ("vault", *vault),
                ("auction", pda::auction(vault)),
                ("cash_escrow", pda::cash_escrow(vault)),
                ("fraction_escrow", pda::fraction_escrow(vault)),
            ],
            Self::Purchase => vec![("purchase", pda::purchase(&pda::offering(vault, SALE), &holder))],
            Self::Offering => {
                let offering = pda::offering(vault, SALE);
                let (fractions, cash) = (pda::offered_fractions(&offering), pda::raised_cash(&offering));
                vec![("offering", offering), ("offered_fractions", fractions), ("raised_cash", cash)]
            }
        }
    }
}

/// What an instruction that names a closed account is answered, whether lamports brought it back or not: where the account
/// must be there, Anchor blames it.
fn expected(closing: Closing, name: &str) -> Result<(), &'static str> {
    use Closing::{Asset, Bid, Income, License, Offering, Proposal, Purchase, Stake, Staking, Vault, Vote};
    match (closing, name) {
        // They are made anew, if that is possible then.
        (Stake, "stake") | (Vote, "vote") => Ok(()),
        (Bid, "place_bid") => Err("BidBelowStep"),
        (Bid, "make_offer") => Err("WrongStatus"),
        (Asset, "deposit_nft" | "deposit_programmable_nft" | "deposit_token_2022_nft") => Err("WrongStatus"),
        (Income, "add_income_mint") | (Staking, "open_staking" | "open_asks") => Err("WrongStatus"),
        // Never those.
        (Vault, "create_vault") => Err("VaultIdUsed"),
        (Proposal, "propose") => Err("WrongProposalAddress"),
        (License, "execute_proposal") => Err("ProposalExecuted"),
        (Purchase, "buy_fractions") => Err("OfferingOver"),
        (Offering, "open_offering") => Err("AlreadyOffered"),
        // A vote that is over outlives its proposal; nobody reads asks after the sale.
        (Proposal, "withdraw_vote") | (Staking, "quote_vault") => Ok(()),
        (Staking, "accept_offer" | "make_offer") => Err("WrongStatus"),
        (Staking, "place_bid") => Err("AuctionNotOpen"),
        (Income, "deposit_income") => Err("WrongStatus"),
        (Income, "close_income") => Err("WrongIncomeAccount"),
        _ => Err("AccountOwnedByWrongProgram"),
    }
}

#[tokio::test]
async fn t03_what_was_closed_earlier_in_the_same_transaction() {
    let mut bank = Bank::start().await;
    let cast = Cast::ours(&mut bank).await;
    let (mut tried, mut types, mut wrong) = (0, BTreeSet::new(), Vec::new());
    for (id, closing) in CLOSINGS.into_iter().enumerate() {
        let lot = Lot::at(&mut bank, &cast, id as u64, closing.stage()).await;
        let (close, gone) = (closing.instructions(&lot), closing.accounts(&lot));
        for (_, address) in &gone {
            let account = bank.account(address).await.expect("it is there before");
            types.extend(idl::type_of(&account.data));
        }
        let revive: Vec<_> = gone
            .iter()
            .map(|(_, address)| system_instruction::transfer(&bank.payer().pubkey(), address, 10_000_000))
            .collect();
        for name in idl::instructions() {
            let Some(instruction) = naming(&lot, name, &gone) else { continue };
            for revive in [&[], &revive[..]] {
                let result = simulate(&bank, &lot, &[&close, revive, from_ref(&instruction)].concat()).await;
                let index = 1 + close.len() + revive.len();
                let found = match &result {
                    Ok(_) => Ok(()),
                    Err(failure) if failure.instruction_index == u8::try_from(index).ok() => {
                        Err(failure.name.as_deref().unwrap_or("?"))
                    }
                    Err(_) => Err("the closing failed"),
                };
                tried += 1;
                if found != expected(closing, name) {
                    let expected = expected(closing, name);
                    let revived = if revive.is_empty() { "" } else { ", revived" };
                    wrong.push(format!(
                        "{name} after {closing:?}{revived}: expected {expected:?}, found {found:?} {:?}",
                        result.as_ref().err().and_then(|f| f.account.clone())
                    ));
                }
            }
        }
        lot.must(&mut bank, &close).await;
        for (name, address) in gone {
            assert!(bank.account(&address).await.is_none(), "{name} is still there");
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(types.len(), idl::types().len(), "of the account types only {types:?} were closed");
    println!("closed earlier in the same transaction: {tried} cells");
}

/// The instruction with the closed accounts in their places; `None` if it has no such place.
fn naming(lot: &Lot, name: &str, gone: &[(&'static str, Pubkey)]) -> Option<Instruction> {
    let mut instruction = lot.instruction(name);
    let mut is_named = false;
    for (spec, meta) in idl::accounts(name).iter().zip(&mut instruction.accounts) {
        if let Some((_, address)) = gone.iter().find(|(name, _)| *name == spec.name) {
            meta.pubkey = *address;
            meta.is_writable = spec.writable;
            is_named = true;
        }
    }
    is_named.then_some(instruction)
}

async fn simulate(bank: &Bank, lot: &Lot<'_>, instructions: &[Instruction]) -> Result<Receipt, Failure> {
    let keys = lot.cast.keys();
    let all = [&[compute_unit_limit(COMPUTE_UNITS)], instructions].concat();
    bank.simulate(&all, &keys.iter().collect::<Vec<_>>()).await
}
