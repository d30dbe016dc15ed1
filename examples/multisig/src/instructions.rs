//! The instructions.

use anchor_lang::{
    prelude::*,
    solana_program::{instruction::Instruction, program::invoke_signed},
};

use crate::{Call, Multisig, MultisigError, Transaction, seeds, treasury_address};

/// What a multisig is made of.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct CreateMultisigArgs {
    /// 1 to 10 members, all different.
    pub members: Vec<Pubkey>,
    /// How many of them have to approve a transaction.
    pub threshold: u8,
}

/// Accounts of `create_multisig`.
#[derive(Accounts)]
pub struct CreateMultisig<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// A key that the address is made of; signs, so that nobody else makes a multisig there.
    pub create_key: Signer<'info>,
    /// The new multisig.
    #[account(
        init,
        payer = payer,
        space = 8 + Multisig::INIT_SPACE,
        seeds = [seeds::MULTISIG, create_key.key.as_ref()],
        bump,
    )]
    pub multisig: Account<'info, Multisig>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CreateMultisig<'info> {
    /// Makes a multisig.
    ///
    /// Specification:
    /// - There shall be 1 to 10 members, all different, and a threshold that they can reach
    pub fn handle(ctx: Context<'info, Self>, args: CreateMultisigArgs) -> Result<()> {
        let multisig = &mut ctx.accounts.multisig;
        let (_, treasury_bump) = treasury_address(&multisig.key());
        let CreateMultisigArgs { members, threshold } = args;
        let create_key = ctx.accounts.create_key.key();
        let made =
            Multisig { create_key, members, threshold, transactions: 0, treasury_bump, bump: ctx.bumps.multisig };
        made.invariant()?;
        multisig.set_inner(made);
        Ok(())
    }
}

/// Accounts of `propose`.
#[derive(Accounts)]
#[instruction(calls: Vec<Call>)]
pub struct Propose<'info> {
    /// A member; pays the rent.
    #[account(mut)]
    pub member: Signer<'info>,
    /// The multisig.
    #[account(mut)]
    pub multisig: Account<'info, Multisig>,
    /// The new transaction.
    #[account(
        init,
        payer = member,
        space = Transaction::space(&calls),
        seeds = [seeds::TRANSACTION, multisig.key().as_ref(), &multisig.transactions.to_le_bytes()],
        bump,
    )]
    pub transaction: Account<'info, Transaction>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> Propose<'info> {
    fn validate(&self, calls: &[Call]) -> Result<()> {
        self.multisig.check_member(self.member.key)?;
        require!(!calls.is_empty(), MultisigError::NoCalls);
        // A program may call itself: the transaction could then execute itself again before it is marked as executed.
        require!(calls.iter().all(|call| call.program != crate::ID), MultisigError::CallsItself);
        Ok(())
    }

    /// Proposes a transaction. It is not approved by that.
    ///
    /// Specification:
    /// - A member shall sign
    /// - There shall be a call, and none of the multisig itself
    pub fn handle(ctx: Context<'info, Self>, calls: Vec<Call>) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate(&calls)?;
        let (multisig, proposer) = (accounts.multisig.key(), accounts.member.key());
        let number = accounts.multisig.transactions;
        accounts.multisig.transactions = number.checked_add(1).ok_or(MultisigError::Overflow)?;
        let made = Transaction { multisig, number, proposer, executed: false, approvals: Vec::new(), calls };
        accounts.transaction.set_inner(made);
        Ok(())
    }
}

/// Accounts of `approve`.
#[derive(Accounts)]
pub struct Approve<'info> {
    /// A member.
    pub member: Signer<'info>,
    /// The multisig.
    pub multisig: Account<'info, Multisig>,
    /// The transaction.
    #[account(mut, has_one = multisig @ MultisigError::TransactionOfAnotherMultisig)]
    pub transaction: Account<'info, Transaction>,
}

impl<'info> Approve<'info> {
    /// Approves a transaction.
    ///
    /// Specification:
    /// - A member shall sign, once for each transaction
    /// - The transaction shall not have been executed
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let Self { member, multisig, transaction } = ctx.accounts;
        multisig.check_member(member.key)?;
        require!(!transaction.executed, MultisigError::ExecutedAlready);
        require!(!transaction.approvals.contains(member.key), MultisigError::ApprovedAlready);
        transaction.approvals.push(member.key());
        Ok(())
    }
}

/// Accounts of `execute`; all accounts and programs of the calls follow.
#[derive(Accounts)]
pub struct Execute<'info> {
    /// A member.
    pub member: Signer<'info>,
    /// The multisig.
    pub multisig: Account<'info, Multisig>,
    /// The transaction.
    #[account(mut, has_one = multisig @ MultisigError::TransactionOfAnotherMultisig)]
    pub transaction: Account<'info, Transaction>,
}

impl<'info> Execute<'info> {
    fn validate(&self) -> Result<()> {
        let Self { member, multisig, transaction } = self;
        multisig.check_member(member.key)?;
        require!(!transaction.executed, MultisigError::ExecutedAlready);
        require!(transaction.approvals.len() >= usize::from(multisig.threshold), MultisigError::NotApproved);
        Ok(())
    }

    fn call(&self, call: &Call, accounts: &[AccountInfo<'info>]) -> Result<()> {
        let multisig = self.multisig.key();
        let treasury: &[&[u8]] = &[seeds::TREASURY, multisig.as_ref(), &[self.multisig.treasury_bump]];
        Ok(invoke_signed(&Instruction::from(call), accounts, &[treasury])?)
    }

    /// Makes the calls of a transaction, all or none, with the treasury's signature. Others who are to sign them sign the execution.
    ///
    /// Specification:
    /// - A member shall sign, and as many members as the threshold says have approved
    /// - A transaction shall be executed once
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        let accounts = ctx.accounts;
        accounts.validate()?;
        for call in &accounts.transaction.calls {
            accounts.call(call, ctx.remaining_accounts)?;
        }
        // Nothing that was called could come back here: the runtime lets no program be called within its own call but by itself.
        accounts.transaction.executed = true;
        Ok(())
    }
}

/// Accounts of `close_transaction`.
#[derive(Accounts)]
pub struct CloseTransaction<'info> {
    /// The transaction.
    #[account(mut, has_one = proposer @ MultisigError::NotTheProposer, close = proposer)]
    pub transaction: Account<'info, Transaction>,
    /// Who proposed it.
    /// CHECK: the transaction names it; it is only paid.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
}

impl<'info> CloseTransaction<'info> {
    /// Closes a transaction.
    ///
    /// Specification:
    /// - It shall have been executed
    pub fn handle(ctx: Context<'info, Self>) -> Result<()> {
        require!(ctx.accounts.transaction.executed, MultisigError::NotExecuted);
        Ok(())
    }
}
