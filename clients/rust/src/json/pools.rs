//! Pools.

use crate::pools::{
    AddLiquidityQuote, Amounts, Chance, Comparison, CreatePoolQuote, Exchange, RemoveLiquidityQuote, Side, SwapQuote,
};

use super::{structs, texts};

texts! { Exchange Side }

structs! {
    Amounts { fractions, quote }
    Chance { fractions, cash, worth, gain }
    Comparison { pool_price, vault_price, firm, redeemable, reserves, fractions_worth, buy, sell }
    CreatePoolQuote {
        pool, exchange, deposited, shares, pool_price, vault_price, pool_fee, pool_rent, accounts, rent, wrapped,
    }
    AddLiquidityQuote { pool, shares, deposited, most, held, total_shares, accounts, rent, wrapped }
    RemoveLiquidityQuote { pool, shares, received, least, held, accounts, rent, unwrapped }
    SwapQuote {
        pool, paid_in, paid, received, least, price_before, price_after, comparison, accounts, rent, wrapped, unwrapped,
    }
}
