//! The instructions of stakes, asks and income, with the accounts and signers of the stages.

use {
    super::Lot,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        instructions::{
            AddIncomeMint, ClaimIncome, CloseIncome, CloseStaking, DepositIncome, DepositIncomeArgs, OpenAsks,
            OpenStaking, QuoteVault, SetAsk, SetAskArgs, SetDelegate, SetDelegateArgs, Stake, StakeArgs, Unstake,
            UnstakeArgs,
        },
        pda,
    },
};

impl Lot<'_> {
    pub fn open_staking(&self) -> OpenStaking {
        OpenStaking { payer: self.cast.opener.pubkey(), vault: self.vault }
    }

    /// By the holder, as are the next three.
    pub fn stake(&self, amount: u64) -> Stake {
        let holder = &self.cast.holder;
        Stake {
            holder: holder.pubkey(),
            vault: self.vault,
            fraction_source: self.fractions(holder),
            with_asks: self.stage.has_asks(),
            args: StakeArgs { amount },
        }
    }

    pub fn unstake(&self, amount: u64) -> Unstake {
        let holder = &self.cast.holder;
        Unstake {
            holder: holder.pubkey(),
            vault: self.vault,
            fraction_destination: self.fractions(holder),
            with_asks: self.stage.has_asks(),
            args: UnstakeArgs { amount },
        }
    }

    pub fn set_ask(&self, level: Option<u8>) -> SetAsk {
        let holder = self.cast.holder.pubkey();
        SetAsk { authority: holder, holder, vault: self.vault, args: SetAskArgs { level } }
    }

    pub fn set_delegate(&self, delegate: Option<Pubkey>) -> SetDelegate {
        SetDelegate { holder: self.cast.holder.pubkey(), vault: self.vault, args: SetDelegateArgs { delegate } }
    }

    pub fn open_asks(&self) -> OpenAsks {
        OpenAsks { payer: self.cast.leader.pubkey(), vault: self.vault }
    }

    /// Of the quote mint, by the stranger.
    pub fn add_quote(&self) -> AddIncomeMint {
        AddIncomeMint { payer: self.cast.stranger.pubkey(), vault: self.vault, mint: self.cast.quote }
    }

    /// By the curator.
    pub fn add_gold(&self) -> AddIncomeMint {
        AddIncomeMint { payer: self.cast.creator.pubkey(), vault: self.vault, mint: self.cast.gold }
    }

    /// By the stranger.
    pub fn deposit_income(&self, mint: &Pubkey, amount: u64) -> DepositIncome {
        let depositor = self.cast.stranger.pubkey();
        DepositIncome {
            depositor,
            vault: self.vault,
            mint: *mint,
            source: pda::associated_token(&depositor, mint),
            args: DepositIncomeArgs { amount },
        }
    }

    /// For the holder, by anyone.
    pub fn claim_income(&self, mint: &Pubkey) -> ClaimIncome {
        let holder = self.cast.holder.pubkey();
        let destination = pda::associated_token(&holder, mint);
        ClaimIncome { holder, signed: false, vault: self.vault, mint: *mint, destination }
    }

    /// As for a sold vault, where something is left of every kind.
    pub fn close_income(&self, mint: &Pubkey) -> CloseIncome {
        let (curator, recipient) = (self.cast.creator.pubkey(), self.cast.leader.pubkey());
        let opener = if *mint == self.cast.quote { self.cast.stranger.pubkey() } else { curator };
        CloseIncome {
            vault: self.vault,
            mint: *mint,
            opener,
            with_auction: true,
            recipient,
            recipient_signed: false,
            unearned_destination: Some(pda::associated_token(&recipient, mint)),
            curator,
            curator_signed: false,
            surplus_destination: Some(pda::associated_token(&curator, mint)),
        }
    }

    pub fn close_staking(&self) -> CloseStaking {
        let asks_opener = self.stage.has_asks().then(|| self.cast.leader.pubkey());
        CloseStaking { vault: self.vault, pool_opener: self.cast.opener.pubkey(), asks_opener }
    }

    pub fn quote_vault(&self) -> QuoteVault {
        QuoteVault { vault: self.vault, with_asks: self.stage.has_asks(), with_auction: false }
    }
}
