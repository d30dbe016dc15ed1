//! Every instruction by its name, as one of the cast sends it to a vault.

use {
    super::{GRANT, HELD, LEVEL, Lot, STAKED, sale_args},
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::instructions::{ClaimAsset, DepositNft, NftKind, QuoteVault},
};

impl Lot<'_> {
    /// The instruction of that name, as it is sent at the stage it is for.
    ///
    /// # Panics
    /// If there is none of that name.
    pub fn instruction(&self, name: &str) -> Instruction {
        let deposit = |kind| DepositNft { kind, ..self.deposit() }.instruction();
        let claim = |kind| ClaimAsset { kind, ..self.claim_asset() }.instruction();
        let programmable = NftKind::Programmable { rule_set: None };
        match name {
            "create_vault" => self.create().instruction(),
            "deposit_nft" => deposit(NftKind::Plain),
            "deposit_programmable_nft" => deposit(programmable),
            "deposit_token_2022_nft" => deposit(NftKind::Token2022),
            "describe_fraction" => self.describe().instruction(),
            "activate" => self.activate().instruction(),
            "cancel" => self.cancel().instruction(),
            "lower_curator_fee" => self.lower_fee(0).instruction(),
            "reclaim" => self.reclaim().instruction(),
            "place_bid" => self.first_bid().instruction(),
            "withdraw_bid" => self.withdraw(&self.cast.opener).instruction(),
            "settle" => self.settle().instruction(),
            "make_offer" => self.first_offer().offer(),
            "accept_offer" => self.accept_offer().instruction(),
            "withdraw_offer" => self.withdraw(&self.cast.opener).offer(),
            "quote_vault" => QuoteVault { with_auction: true, ..self.quote_vault() }.instruction(),
            "claim_asset" => claim(NftKind::Plain),
            "claim_programmable_asset" => claim(programmable),
            "claim_token_2022_asset" => claim(NftKind::Token2022),
            "claim_royalty" => self.claim_royalty().instruction(),
            "claim_curator_fee" => self.claim_curator_fee().instruction(),
            "redeem" => self.redeem(&self.cast.holder, HELD).instruction(),
            "close_vault" => self.close().instruction(),
            "open_staking" => self.open_staking().instruction(),
            "stake" => self.stake(1).instruction(),
            "unstake" => self.unstake(STAKED).instruction(),
            "open_asks" => self.open_asks().instruction(),
            "set_ask" => self.set_ask(Some(LEVEL)).instruction(),
            "set_delegate" => self.set_delegate(None).instruction(),
            "add_income_mint" => self.add_gold().instruction(),
            "deposit_income" => self.deposit_income(&self.cast.gold, 1).instruction(),
            "claim_income" => self.claim_income(&self.cast.gold).instruction(),
            "close_income" => self.close_income(&self.cast.gold).instruction(),
            "close_staking" => self.close_staking().instruction(),
            "propose" => self.propose(GRANT, self.action(GRANT)).instruction(),
            "vote" => self.vote(GRANT, true).instruction(),
            "withdraw_vote" => self.withdraw_vote(GRANT).instruction(),
            "execute_proposal" => self.execute(GRANT).instruction(),
            "close_proposal" => self.close_proposal(GRANT).instruction(),
            "accept_license" => self.take_license(GRANT).accept(),
            "renew_license" => self.take_license(GRANT).renew(),
            "close_license" => self.close_license(GRANT).instruction(),
            "open_offering" => self.open_offering(sale_args(0)).instruction(),
            "buy_fractions" => self.buy(&self.cast.holder, 1).instruction(),
            "claim_purchase" => self.claim_purchase(&self.cast.holder).instruction(),
            "close_offering" => self.close_offering().instruction(),
            _ => panic!("{name} is not among the instructions of a lot"),
        }
    }
}
