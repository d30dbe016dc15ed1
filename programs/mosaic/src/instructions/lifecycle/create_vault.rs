use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token};
use bytemuck::Zeroable;
use mosaic_core::terms::{Terms, check_supply};

use crate::{
    cpi,
    error::{MosaicError, OrRefuse, ensure},
    events::VaultCreated,
    seeds,
    state::{self, Vault},
    token::{MINT_BYTES, mint},
};

/// What the creator fixes for good.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CreateVaultArgs {
    /// The creator's number for this vault, seed of its address as 8 bytes, the lowest first; used once for ever.
    pub id: u64,
    /// Fractions to be minted at activation, in raw units; at least 1.
    pub supply: u64,
    /// Decimals of the fraction mint, 0 to 9.
    pub decimals: u8,
    /// What every fraction asks that asks nothing else: price of the whole vault in raw quote units; at least 1.
    pub opening_price: u64,
    /// Length of the auction in seconds, 1 to 30 days.
    pub auction_secs: u32,
    /// A bid in this many last seconds extends the auction to this long after itself; at most the auction's length.
    pub extension_secs: u32,
    /// Least rise from bid to bid, 100 to 5,000 basis points.
    pub step_bps: u16,
    /// The curator's fee, 0 to 500 basis points of the winning cash.
    pub curator_fee_bps: u16,
    /// The reserve is at least this part of the opening price, 0 to 10,000 basis points.
    pub floor_bps: u16,
    /// More than this part of the supply sells at the reserve, 5,000 to 9,000 basis points.
    pub consent_bps: u16,
    /// For how long staking or changing an ask locks a stake, in seconds, 1 hour to 30 days.
    pub stake_lock_secs: u32,
    /// Over how long a deposit of income is streamed, in seconds, 1 hour to 90 days.
    pub drip_secs: u32,
    /// At least this part of the supply has to vote, 100 to 9,000 basis points.
    pub quorum_bps: u16,
    /// More than this part of the votes has to be yes, 5,000 to 9,000 basis points.
    pub threshold_bps: u16,
    /// This part of the supply has to be staked by who proposes, 0 to 2,500 basis points.
    pub proposal_stake_bps: u16,
    /// Staked asks above an offer veto it if they weigh more than this part of the supply, 100 to 5,000 basis points.
    pub veto_bps: u16,
    /// Length of a vote in seconds, 1 to 14 days.
    pub voting_secs: u32,
    /// How long after its vote a proposal can be executed, in seconds, 0 to 14 days.
    pub delay_secs: u32,
    /// How long an offer is open before it can be accepted, in seconds, 7 to 90 days; 0 for no offers.
    pub offer_window_secs: u32,
}

impl CreateVaultArgs {
    /// The arguments for a vault with these terms.
    pub fn new(id: u64, supply: u64, decimals: u8, terms: &Terms) -> Self {
        let Terms {
            opening_price,
            auction_secs,
            extension_secs,
            step_bps,
            curator_fee_bps,
            floor_bps,
            consent_bps,
            stake_lock_secs,
            drip_secs,
            quorum_bps,
            threshold_bps,
            proposal_stake_bps,
            veto_bps,
            voting_secs,
            delay_secs,
            offer_window_secs,
        } = *terms;
        Self {
            id,
            supply,
            decimals,
            opening_price,
            auction_secs,
            extension_secs,
            step_bps,
            curator_fee_bps,
            floor_bps,
            consent_bps,
            stake_lock_secs,
            drip_secs,
            quorum_bps,
            threshold_bps,
            proposal_stake_bps,
            veto_bps,
            voting_secs,
            delay_secs,
            offer_window_secs,
        }
    }

    /// The terms among the arguments.
    pub fn terms(&self) -> Terms {
        Terms {
            opening_price: self.opening_price,
            auction_secs: self.auction_secs,
            extension_secs: self.extension_secs,
            step_bps: self.step_bps,
            curator_fee_bps: self.curator_fee_bps,
            floor_bps: self.floor_bps,
            consent_bps: self.consent_bps,
            stake_lock_secs: self.stake_lock_secs,
            drip_secs: self.drip_secs,
            quorum_bps: self.quorum_bps,
            threshold_bps: self.threshold_bps,
            proposal_stake_bps: self.proposal_stake_bps,
            veto_bps: self.veto_bps,
            voting_secs: self.voting_secs,
            delay_secs: self.delay_secs,
            offer_window_secs: self.offer_window_secs,
        }
    }
}

/// Accounts of `create_vault`.
#[derive(Accounts)]
pub struct CreateVault<'info> {
    /// Who creates the vault and pays its rent; becomes its first curator.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// The new vault, PDA `["vault", creator, id]`.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The new fraction mint, PDA `["fraction", vault]`. A mint of the classic token program is never closed, so an
    /// id cannot be used again.
    /// CHECK: the handler derives the address and creates the account.
    #[account(mut)]
    pub fraction_mint: UncheckedAccount<'info>,
    /// Mint of all prices and payments.
    /// CHECK: the handler reads it as a mint of the classic token program.
    pub quote_mint: UncheckedAccount<'info>,
    /// The classic token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CreateVault<'info> {
    fn validate(&self, args: &CreateVaultArgs) -> Result<(u8, u8)> {
        let Self { creator, vault, fraction_mint, quote_mint, token_program: _, system_program: _ } = self;
        // terms
        args.terms().check().or_refuse()?;
        check_supply(args.supply, args.decimals).or_refuse()?;
        // vault
        let bump = seeds::expect(vault, seeds::vault(creator.key, args.id), MosaicError::WrongVaultAddress)?;
        // fraction_mint
        let mint_address = seeds::fraction_mint(vault.key);
        let mint_bump = seeds::expect(fraction_mint, mint_address, MosaicError::WrongFractionMint)?;
        ensure(state::is_vacant(fraction_mint), MosaicError::VaultIdUsed)?;
        // quote_mint - MAY have a freeze authority: USDC has one. A frozen payee blocks only itself; a frozen escrow pays
        // nobody until it is thawed, which is a risk of that mint.
        mint(quote_mint, MosaicError::QuoteMintNotClassic)?;
        Ok((bump, mint_bump))
    }

    fn create_vault_account(&self, args: &CreateVaultArgs, bump: u8) -> Result<()> {
        let id = args.id.to_le_bytes();
        let signer: &[&[u8]] = &[seeds::VAULT, self.creator.key.as_ref(), &id, &[bump]];
        cpi::create_account(&self.creator, &self.vault, state::space::<Vault>(), &crate::ID, signer)
    }

    fn create_fraction_mint(&self, decimals: u8, bump: u8) -> Result<()> {
        let signer: &[&[u8]] = &[seeds::FRACTION, self.vault.key.as_ref(), &[bump]];
        cpi::create_account(&self.creator, &self.fraction_mint, MINT_BYTES, &token::ID, signer)?;
        // Without a freeze authority: nobody can ever freeze a holder.
        cpi::initialize_mint(&self.fraction_mint, decimals, self.vault.key)
    }

    /// Creates a vault in Draft and its fraction mint, whose authority is the vault until activation.
    ///
    /// Specification:
    /// - The terms shall be within the bounds of `mosaic_core::terms`
    /// - The creator shall sign; the vault shall be at its address with an id it never used before
    /// - The quote mint shall be of the classic token program
    /// - The fraction mint shall have no freeze authority
    pub fn handle(ctx: Context<'info, Self>, args: CreateVaultArgs) -> Result<()> {
        let accounts = ctx.accounts;
        let (bump, mint_bump) = accounts.validate(&args)?;
        let clock = Clock::get()?;
        accounts.create_vault_account(&args, bump)?;
        accounts.create_fraction_mint(args.decimals, mint_bump)?;

        let mut vault = Vault {
            creator: accounts.creator.key(),
            curator: accounts.creator.key(),
            quote_mint: accounts.quote_mint.key(),
            fraction_mint: accounts.fraction_mint.key(),
            id: args.id,
            minted: args.supply,
            opening_price: args.opening_price,
            entered_at: clock.unix_timestamp,
            auction_secs: args.auction_secs,
            extension_secs: args.extension_secs,
            step_bps: args.step_bps,
            curator_fee_bps: args.curator_fee_bps,
            floor_bps: args.floor_bps,
            consent_bps: args.consent_bps,
            stake_lock_secs: args.stake_lock_secs,
            drip_secs: args.drip_secs,
            curator_fee_cap_bps: args.curator_fee_bps,
            quorum_bps: args.quorum_bps,
            threshold_bps: args.threshold_bps,
            proposal_stake_bps: args.proposal_stake_bps,
            veto_bps: args.veto_bps,
            voting_secs: args.voting_secs,
            delay_secs: args.delay_secs,
            offer_window_secs: args.offer_window_secs,
            bump,
            decimals: args.decimals,
            ..Vault::zeroed()
        };
        let header = vault.next_event(accounts.vault.key(), &clock)?;
        state::init(&accounts.vault, &vault)?;
        emit!(VaultCreated {
            header,
            creator: vault.creator,
            quote_mint: vault.quote_mint,
            supply: args.supply,
            opening_price: args.opening_price,
        });
        vault.invariant()
    }
}
