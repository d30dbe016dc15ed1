//! A multisig in the parts that a party of a vault can play: what it calls is built by the client, as for a wallet whose key is elsewhere.

mod bidder;
mod curator;
mod members;
mod rent;

use {
    anchor_lang::{
        AccountDeserialize, InstructionData, ToAccountMetas,
        prelude::{AccountInfo, AccountMeta, Pubkey},
        solana_program::{entrypoint::ProgramResult, instruction::Instruction, system_program},
    },
    anchor_spl::token::spl_token,
    mosaic_harness::{
        Actor, AnchorProgram, Bank, Failure, Receipt, World, WorldOptions, actors::ACTOR_LAMPORTS, world::CASH,
    },
    multisig::{Call, CreateMultisigArgs, Multisig, MultisigError, Transaction, accounts, instruction as data},
    solana_signer::Signer,
};

/// The program of `examples/multisig`.
struct Program;

impl AnchorProgram for Program {
    const NAME: &'static str = "multisig";
    const ID: Pubkey = multisig::ID_CONST;

    fn entry<'info>(id: &'info Pubkey, accounts: &'info [AccountInfo<'info>], data: &'info [u8]) -> ProgramResult {
        multisig::entry(id, accounts, data)
    }
}

/// A multisig of three, two of whom have to approve.
struct Board {
    address: Pubkey,
    treasury: Pubkey,
    members: [Actor; 3],
}

/// A world with a multisig that has SOL, and cash in its associated token account, as actors have.
async fn world() -> (World, Board) {
    let mut world = World::on(Bank::options().example::<Program>(), WorldOptions::default()).await;
    let board = Board::new(&mut world).await;
    let (treasury, mint) = (board.treasury, world.quote_mint);
    world.bank.airdrop(&treasury, ACTOR_LAMPORTS).await;
    let token = world.bank.create_ata(&treasury, &mint).await;
    world.give_cash(&token, CASH).await;
    (world, board)
}

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    Instruction { program_id: multisig::ID, accounts: accounts.to_account_metas(None), data: data.data() }
}

impl Board {
    /// Another one of the same members, at the expense of the first.
    async fn new(world: &mut World) -> Self {
        let members = [world.actor("Mia").await, world.actor("Noa").await, world.actor("Pia").await];
        let create_key = world.bank.new_keypair();
        let (address, _) = multisig::multisig_address(&create_key.pubkey());
        let (treasury, _) = multisig::treasury_address(&address);
        let args = CreateMultisigArgs { members: members.iter().map(Actor::pubkey).collect(), threshold: 2 };
        let create = creation(&members[0].pubkey(), &create_key.pubkey(), args);
        world.bank.send(&[create], &[&members[0].keypair, &create_key]).await.unwrap();
        Self { address, treasury, members }
    }

    fn transaction(&self, number: u64) -> Pubkey {
        multisig::transaction_address(&self.address, number).0
    }

    async fn number(&self, world: &World) -> u64 {
        let account = world.bank.account(&self.address).await.expect("the multisig");
        Multisig::try_deserialize(&mut &account.data[..]).expect("a multisig").transactions
    }

    async fn read(&self, world: &World, number: u64) -> Transaction {
        let account = world.bank.account(&self.transaction(number)).await.expect("the transaction is open");
        Transaction::try_deserialize(&mut &account.data[..]).expect("a transaction")
    }

    fn propose(&self, member: &Actor, number: u64, calls: &[Instruction]) -> Instruction {
        let accounts = accounts::Propose {
            member: member.pubkey(),
            multisig: self.address,
            transaction: self.transaction(number),
            system_program: system_program::ID,
        };
        build(accounts, data::Propose { calls: calls.iter().map(Call::from).collect() })
    }

    fn approve(&self, member: &Actor, number: u64) -> Instruction {
        let (multisig, transaction) = (self.address, self.transaction(number));
        build(accounts::Approve { member: member.pubkey(), multisig, transaction }, data::Approve {})
    }

    /// Of calls that are known from elsewhere, as from the account of the transaction.
    fn execute(&self, member: &Actor, number: u64, calls: &[Instruction]) -> Instruction {
        let (multisig, transaction) = (self.address, self.transaction(number));
        let mut execute = build(accounts::Execute { member: member.pubkey(), multisig, transaction }, data::Execute {});
        for call in calls {
            let named = call.accounts.iter().cloned();
            execute.accounts.extend(
                named.map(|meta| AccountMeta { is_signer: meta.is_signer && meta.pubkey != self.treasury, ..meta }),
            );
            execute.accounts.push(AccountMeta::new_readonly(call.program_id, false));
        }
        execute
    }

    fn close(&self, number: u64, proposer: &Actor) -> Instruction {
        let accounts =
            accounts::CloseTransaction { transaction: self.transaction(number), proposer: proposer.pubkey() };
        build(accounts, data::CloseTransaction {})
    }

    /// Has the multisig make these calls: its first member proposes them, the first two approve, the third executes.
    async fn act(&self, world: &mut World, calls: &[Instruction]) -> Result<Receipt, Failure> {
        let number = self.number(world).await;
        let [first, second, third] = &self.members;
        world.send(&[self.propose(first, number, calls), self.approve(first, number)], &[first]).await?;
        world.send(&[self.approve(second, number)], &[second]).await?;
        let receipt = world.send(&[self.execute(third, number, calls)], &[third]).await?;
        world.send(&[self.close(number, first)], &[]).await?;
        Ok(receipt)
    }

    /// As [`Self::act`], each call by itself: all of them would not fit one transaction.
    ///
    /// # Panics
    /// If one is refused.
    async fn act_each(&self, world: &mut World, calls: &[Instruction]) {
        for call in calls {
            self.act(world, std::slice::from_ref(call)).await.unwrap();
        }
    }
}

fn creation(payer: &Pubkey, create_key: &Pubkey, args: CreateMultisigArgs) -> Instruction {
    let (multisig, _) = multisig::multisig_address(create_key);
    let (payer, create_key) = (*payer, *create_key);
    let accounts = accounts::CreateMultisig { payer, create_key, multisig, system_program: system_program::ID };
    build(accounts, data::CreateMultisig { args })
}

/// Demands a refusal of the multisig itself. Its name is logged by bytecode only.
#[track_caller]
fn assert_refused(result: Result<Receipt, Failure>, error: MultisigError) {
    let failure = result.expect_err("a refusal");
    assert_eq!(failure.code, Some(u32::from(error)), "another refusal: {failure}");
}

/// Moves classic tokens.
fn transfer(from: &Pubkey, to: &Pubkey, owner: &Pubkey, amount: u64) -> Instruction {
    spl_token::instruction::transfer(&spl_token::ID, from, to, owner, &[], amount).expect("the token program's own id")
}

/// Cash of anybody, in raw quote units.
async fn cash(world: &World, owner: &Pubkey) -> u64 {
    world.bank.token_balance(&world.cash_account(owner)).await
}
