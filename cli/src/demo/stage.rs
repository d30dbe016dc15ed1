//! The bank, the people in it and who tells what happens.

use {
    super::{
        amount::signed,
        cast::{Holder, Party},
        error::DemoError,
        narrator::Narrator,
        report::{ActReport, Report},
    },
    anchor_lang::prelude::Pubkey,
    mosaic_harness::{Actor, Bank, NftCreator, bank::PROGRAM_FILE_VARIABLE},
    std::env,
};

/// What a report says of a program without bytecode.
pub const NATIVE: &str = "native";

/// Decimals of the quote mint.
const QUOTE_DECIMALS: u8 = 6;
/// Decimals of the sponsor's token: it comes in whole points.
const POINTS_DECIMALS: u8 = 0;

/// Everything the acts share.
pub struct Stage {
    pub bank: Bank,
    /// The mint of all prices and payments.
    pub quote_mint: Pubkey,
    /// The mint of the sponsor's token.
    pub points_mint: Pubkey,
    pub narrator: Narrator,
    pub report: Report,
    /// In the order of [`Party::ALL`].
    actors: Vec<Actor>,
    /// The bank's clock when the demo began.
    began: i64,
}

impl Stage {
    /// Starts the bank and gives everybody a cash account.
    ///
    /// # Errors
    /// [`DemoError::Start`]
    pub async fn set(narrator: Narrator) -> Result<Self, DemoError> {
        narrator.progress("starting a bank with Token Metadata and SPL Token");
        let mut bank = Bank::options().start().await?;
        narrator.progress("giving everybody a wallet");
        let quote_mint = bank.create_mint(QUOTE_DECIMALS, None).await;
        let points_mint = bank.create_mint(POINTS_DECIMALS, None).await;
        let mut actors = Vec::new();
        for party in Party::ALL {
            let actor = bank.actor(party.name()).await;
            bank.create_ata(&actor.pubkey(), &quote_mint).await;
            actors.push(actor);
        }
        let program = env::var(PROGRAM_FILE_VARIABLE).unwrap_or_else(|_| NATIVE.to_owned());
        let began = bank.now().await;
        let report = Report { program, ..Report::default() };
        Ok(Self { bank, quote_mint, points_mint, narrator, report, actors, began })
    }

    /// Begins an act.
    ///
    /// # Errors
    /// [`DemoError::Output`]
    pub fn begin(&mut self, title: &'static str) -> Result<(), DemoError> {
        self.narrator.act(title)?;
        self.report.acts.push(ActReport { title, steps: Vec::new() });
        Ok(())
    }

    /// Gives somebody cash, in raw units.
    pub async fn fund(&mut self, party: Party, cash: u64) {
        let (key, mint) = (self.key(party), self.quote_mint);
        self.bank.fund(&key, &mint, cash).await;
    }

    /// Gives somebody points, in an account that costs them nothing.
    pub async fn fund_points(&mut self, party: Party, points: u64) {
        let (key, mint) = (self.key(party), self.points_mint);
        self.bank.create_ata(&key, &mint).await;
        self.bank.fund(&key, &mint, points).await;
    }

    /// The bank's clock in Unix seconds, and the seconds since the demo began.
    pub async fn now(&self) -> (i64, i64) {
        let now = self.bank.now().await;
        (now, now - self.began)
    }

    /// The person behind a name.
    pub fn actor(&self, party: Party) -> &Actor {
        &self.actors[party as usize]
    }

    /// Its address.
    pub fn key(&self, party: Party) -> Pubkey {
        self.actor(party).pubkey()
    }

    /// It as a creator of an NFT that has confirmed it, with a share in per cent.
    pub fn nft_creator(&self, party: Party, share: u8) -> NftCreator {
        NftCreator::verified(&self.actor(party).keypair, share)
    }

    /// Everybody's lamports.
    pub async fn lamports(&self) -> Vec<(Holder, i64)> {
        let mut lamports = Vec::new();
        for party in Party::ALL {
            lamports.push((Holder::Party(party), signed(self.bank.lamports(&self.key(party)).await)));
        }
        lamports
    }
}
