//! Stakes, asks and income: builders, sending and reading.

use {
    super::{Outcome, VaultCookie, World, logs_events},
    crate::Actor,
    anchor_lang::{AnchorDeserialize, prelude::Pubkey},
    mosaic_client::{
        instructions::{
            AddIncomeMint, ClaimIncome, CloseIncome, CloseStaking, DepositIncome, DepositIncomeArgs, OpenAsks,
            OpenStaking, QuoteVault, SetAsk, SetAskArgs, SetDelegate, SetDelegateArgs, Stake, StakeArgs, Unstake,
            UnstakeArgs,
        },
        pda,
        state::{self, Asks, Pool, VaultQuote},
        views::VaultView,
    },
};

impl VaultCookie {
    /// `open_staking` at the expense of the usual payer.
    #[must_use]
    pub fn open_staking(&self) -> OpenStaking {
        OpenStaking { payer: self.payer, vault: self.address }
    }

    /// `stake`.
    #[must_use]
    pub fn stake(&self, holder: &Pubkey, amount: u64) -> Stake {
        Stake {
            holder: *holder,
            vault: self.address,
            fraction_source: self.fraction_account(holder),
            with_asks: true,
            args: StakeArgs { amount },
        }
    }

    /// `unstake`.
    #[must_use]
    pub fn unstake(&self, holder: &Pubkey, amount: u64) -> Unstake {
        Unstake {
            holder: *holder,
            vault: self.address,
            fraction_destination: self.fraction_account(holder),
            with_asks: true,
            args: UnstakeArgs { amount },
        }
    }

    /// `open_asks` at the expense of the usual payer.
    #[must_use]
    pub fn open_asks(&self) -> OpenAsks {
        OpenAsks { payer: self.payer, vault: self.address }
    }

    /// `set_ask` by the holder.
    #[must_use]
    pub fn set_ask(&self, holder: &Pubkey, level: Option<u8>) -> SetAsk {
        SetAsk { authority: *holder, holder: *holder, vault: self.address, args: SetAskArgs { level } }
    }

    /// `set_delegate`.
    #[must_use]
    pub fn set_delegate(&self, holder: &Pubkey, delegate: Option<Pubkey>) -> SetDelegate {
        SetDelegate { holder: *holder, vault: self.address, args: SetDelegateArgs { delegate } }
    }

    /// `add_income_mint` by the curator.
    #[must_use]
    pub fn add_income_mint(&self, mint: &Pubkey) -> AddIncomeMint {
        AddIncomeMint { payer: self.creator.pubkey(), vault: self.address, mint: *mint }
    }

    /// `deposit_income`.
    #[must_use]
    pub fn deposit_income(&self, depositor: &Pubkey, mint: &Pubkey, amount: u64) -> DepositIncome {
        DepositIncome {
            depositor: *depositor,
            vault: self.address,
            mint: *mint,
            source: pda::associated_token(depositor, mint),
            args: DepositIncomeArgs { amount },
        }
    }

    /// `claim_income` by anyone.
    #[must_use]
    pub fn claim_income(&self, holder: &Pubkey, mint: &Pubkey) -> ClaimIncome {
        ClaimIncome {
            holder: *holder,
            signed: false,
            vault: self.address,
            mint: *mint,
            destination: pda::associated_token(holder, mint),
        }
    }

    /// `close_income` of a mint that the creator added, by anyone; `recipient` got the assets, after a sale or not.
    #[must_use]
    pub fn close_income(&self, mint: &Pubkey, recipient: &Pubkey, sold: bool) -> CloseIncome {
        let curator = self.creator.pubkey();
        CloseIncome {
            vault: self.address,
            mint: *mint,
            opener: curator,
            with_auction: sold,
            recipient: *recipient,
            recipient_signed: false,
            unearned_destination: Some(pda::associated_token(recipient, mint)),
            curator,
            curator_signed: false,
            surplus_destination: Some(pda::associated_token(&curator, mint)),
        }
    }

    /// `close_staking` by anyone, of what the usual payer opened.
    #[must_use]
    pub fn close_staking(&self, with_asks: bool) -> CloseStaking {
        CloseStaking { vault: self.address, pool_opener: self.payer, asks_opener: with_asks.then_some(self.payer) }
    }

    /// `quote_vault`.
    #[must_use]
    pub fn quote_vault(&self, with_asks: bool, with_auction: bool) -> QuoteVault {
        QuoteVault { vault: self.address, with_asks, with_auction }
    }
}

impl World {
    /// Opens the pool of stakes if it is not open, and sends `stake`.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn stake(&mut self, vault: &VaultCookie, holder: &Actor, amount: u64) -> Outcome {
        if self.vault(vault).await.staking == 0 {
            self.send(&[vault.open_staking().instruction()], &[]).await?;
        }
        self.send(&[vault.stake(&holder.pubkey(), amount).instruction()], &[holder]).await
    }

    /// Sends `unstake`.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn unstake(&mut self, vault: &VaultCookie, holder: &Actor, amount: u64) -> Outcome {
        self.send(&[vault.unstake(&holder.pubkey(), amount).instruction()], &[holder]).await
    }

    /// Opens the book of asks if it is not open, and sends `set_ask` by the holder.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn ask(&mut self, vault: &VaultCookie, holder: &Actor, level: Option<u8>) -> Outcome {
        if self.vault(vault).await.asks == 0 {
            self.send(&[vault.open_asks().instruction()], &[]).await?;
        }
        self.send(&[vault.set_ask(&holder.pubkey(), level).instruction()], &[holder]).await
    }

    /// Sends `set_delegate`.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn delegate(&mut self, vault: &VaultCookie, holder: &Actor, delegate: Option<Pubkey>) -> Outcome {
        self.send(&[vault.set_delegate(&holder.pubkey(), delegate).instruction()], &[holder]).await
    }

    /// Opens the pool of stakes if it is not open, and sends `add_income_mint` by the curator.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn add_income_mint(&mut self, vault: &VaultCookie, mint: &Pubkey) -> Outcome {
        if self.vault(vault).await.staking == 0 {
            self.send(&[vault.open_staking().instruction()], &[]).await?;
        }
        self.send(&[vault.add_income_mint(mint).instruction()], &[&vault.creator]).await
    }

    /// Sends `deposit_income` from the depositor's associated token account.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn deposit_income(&mut self, vault: &VaultCookie, from: &Actor, mint: &Pubkey, amount: u64) -> Outcome {
        self.send(&[vault.deposit_income(&from.pubkey(), mint, amount).instruction()], &[from]).await
    }

    /// Opens the holder's account for the income and sends `claim_income` without the holder's signature.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn claim_income(&mut self, vault: &VaultCookie, holder: &Actor, mint: &Pubkey) -> Outcome {
        self.bank.create_ata(&holder.pubkey(), mint).await;
        self.send(&[vault.claim_income(&holder.pubkey(), mint).instruction()], &[]).await
    }

    /// Opens the accounts that are paid and sends `close_income` of a mint that the creator added.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn close_income(&mut self, vault: &VaultCookie, mint: &Pubkey) -> Outcome {
        let recipient = self.vault(vault).await.recipient;
        let sold = self.auction_if_any(vault).await.is_some();
        for payee in [&recipient, &vault.creator.pubkey()] {
            self.bank.create_ata(payee, mint).await;
        }
        self.send(&[vault.close_income(mint, &recipient, sold).instruction()], &[]).await
    }

    /// Sends `close_staking` of what the usual payer opened.
    ///
    /// # Errors
    /// The [`Failure`](crate::Failure).
    pub async fn close_staking(&mut self, vault: &VaultCookie) -> Outcome {
        let with_asks = self.vault(vault).await.asks == 1;
        self.send(&[vault.close_staking(with_asks).instruction()], &[]).await
    }

    /// What `quote_vault` returns, which must be what the client computes of the same accounts. While Mosaic runs
    /// natively the bank sees no answer, as it sees no events: then only the client's is there.
    ///
    /// # Panics
    /// If it is refused, or the two differ.
    pub async fn quote(&mut self, vault: &VaultCookie) -> VaultQuote {
        let with_asks = self.vault(vault).await.asks == 1;
        let with_auction = self.auction_if_any(vault).await.is_some();
        let receipt = self.simulate(&vault.quote_vault(with_asks, with_auction).instruction(), &[]).await;
        let answer = receipt.unwrap_or_else(|failure| panic!("{failure}")).return_data;
        assert_eq!(answer.is_some(), logs_events(), "bytecode answers");
        let view = VaultView::read(&self.bank, &vault.address).await.expect("the accounts of the vault");
        let computed = view.quote().expect("accounts that fit together");
        if let Some((program, data)) = answer {
            assert_eq!(program, mosaic_client::PROGRAM_ID);
            assert_eq!(VaultQuote::try_from_slice(&data).expect("a quote"), computed, "the client computes another");
        }
        computed
    }

    /// The pool of stakes.
    ///
    /// # Panics
    /// If it is not open.
    pub async fn pool(&self, vault: &VaultCookie) -> Pool {
        self.read(&pda::pool(&vault.address)).await.expect("the pool of stakes is open")
    }

    /// The stake of a holder, if there is one.
    pub async fn stake_of(&self, vault: &VaultCookie, holder: &Actor) -> Option<state::Stake> {
        self.read(&pda::stake(&vault.address, &holder.pubkey())).await
    }

    /// The book of asks, if there is one.
    pub async fn asks(&self, vault: &VaultCookie) -> Option<Asks> {
        self.read(&pda::asks(&vault.address)).await
    }

    /// Staked fractions, live, in raw units.
    pub async fn staked_fractions(&self, vault: &VaultCookie) -> u64 {
        self.bank.token_balance(&pda::staked_fractions(&vault.address)).await
    }

    /// Income of a mint in the vault, live, in its raw units.
    pub async fn income_balance(&self, vault: &VaultCookie, mint: &Pubkey) -> u64 {
        self.bank.token_balance(&pda::income_account(&vault.address, mint)).await
    }
}
