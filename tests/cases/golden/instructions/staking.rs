//! Of stakes, asks and income.

use {
    super::{Built, build},
    crate::source::key,
    anchor_lang::prelude::Pubkey,
    mosaic_client::instructions::{
        AddIncomeMint, ClaimIncome, CloseIncome, CloseStaking, DepositIncome, DepositIncomeArgs, OpenAsks, OpenStaking,
        QuoteVault, SetAsk, SetAskArgs, SetDelegate, SetDelegateArgs, Stake, StakeArgs, Unstake, UnstakeArgs,
    },
};

pub fn build(built: &mut Built) {
    let (vault, payer, holder) = (key("vault"), key("payer"), key("holder"));
    build!(built, "by anyone", instruction, OpenStaking { payer, vault });
    build!(built, "by anyone", instruction, OpenAsks { payer, vault });
    for (with_asks, amount) in [(false, 0), (true, 4_000_000_000), (true, u64::MAX)] {
        let name = format!("{amount}{}", if with_asks { " with the book of asks" } else { "" });
        let (fraction_source, fraction_destination) = (key("fraction source"), key("fraction destination"));
        let args = StakeArgs { amount };
        build!(built, &name, instruction, Stake { holder, vault, fraction_source, with_asks, args });
        let args = UnstakeArgs { amount };
        build!(built, &name, instruction, Unstake { holder, vault, fraction_destination, with_asks, args });
    }
    for (name, level) in [("nothing", None), ("the lowest level", Some(0)), ("none there is", Some(u8::MAX))] {
        let args = SetAskArgs { level };
        build!(built, name, instruction, SetAsk { authority: key("authority"), holder, vault, args });
    }
    for (name, delegate) in [("nobody", None), ("somebody", Some(key("delegate"))), ("zeros", Some(Pubkey::default()))]
    {
        build!(built, name, instruction, SetDelegate { holder, vault, args: SetDelegateArgs { delegate } });
    }
    for (name, asks_opener) in [("without a book of asks", None), ("with a book of asks", Some(key("asks opener")))] {
        build!(built, name, instruction, CloseStaking { vault, pool_opener: key("pool opener"), asks_opener });
    }
    for (with_asks, with_auction) in [(false, false), (true, false), (false, true), (true, true)] {
        let name = format!("asks: {with_asks}, auction: {with_auction}");
        build!(built, &name, instruction, QuoteVault { vault, with_asks, with_auction });
    }
    income(built);
}

fn income(built: &mut Built) {
    let (vault, mint) = (key("vault"), key("income mint"));
    build!(built, "by the curator", instruction, AddIncomeMint { payer: key("payer"), vault, mint });
    for amount in [0, 1, u64::MAX] {
        let (depositor, source) = (key("depositor"), key("source"));
        let args = DepositIncomeArgs { amount };
        build!(built, &amount.to_string(), instruction, DepositIncome { depositor, vault, mint, source, args });
    }
    let (holder, destination) = (key("holder"), key("destination"));
    for signed in [false, true] {
        let name = if signed { "signed by the holder" } else { "by anyone" };
        build!(built, name, instruction, ClaimIncome { holder, signed, vault, mint, destination });
    }
    for (name, with_auction, signed, paid) in [
        ("of which nothing is left", false, false, false),
        ("of which something is left, by anyone", true, false, true),
        ("of which something is left, signed by who is paid", true, true, true),
    ] {
        let close = CloseIncome {
            vault,
            mint,
            opener: key("opener"),
            with_auction,
            recipient: key("recipient"),
            recipient_signed: signed,
            unearned_destination: paid.then(|| key("unearned destination")),
            curator: key("curator"),
            curator_signed: signed,
            surplus_destination: paid.then(|| key("surplus destination")),
        };
        build!(built, name, instruction, CloseIncome { ..close });
    }
}
