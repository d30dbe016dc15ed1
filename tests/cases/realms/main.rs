//! Staked fractions as votes of a DAO on Realms: what the add-in writes, for whom, when, and that no fraction votes twice.

mod layout;
mod locks;
mod refusals;
mod weights;

use {
    anchor_lang::{
        AccountDeserialize,
        prelude::{AccountInfo, Pubkey, Rent},
        solana_program::{entrypoint::ProgramResult, instruction::Instruction},
    },
    mosaic_client::rules::Terms,
    mosaic_harness::{
        Actor, AnchorProgram, Bank, Failure, Receipt, Stage, VaultCookie, VaultSpec, World, WorldOptions,
    },
    realms::{
        MaxVoterWeightRecord, RealmsError, VoterWeightRecord, accounts::UpdateVoterWeightRecord, client::Electorate,
    },
    solana_account::Account,
};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// How long the vault of these tests locks a stake.
const STAKE_LOCK: i64 = 5 * DAY;
/// How long votes of the realm take, and a second more.
const MIN_LOCK: i64 = 3 * DAY + 1;
/// The program that most realms belong to.
const GOVERNANCE: Pubkey = Pubkey::from_str_const("GovER5Lthms3bLBqWub97yVrMmEogzX7xNjdXpPPCVZw");

/// The program of `examples/realms`.
struct Program;

impl AnchorProgram for Program {
    const NAME: &'static str = "realms";
    const ID: Pubkey = realms::ID_CONST;

    fn entry<'info>(id: &'info Pubkey, accounts: &'info [AccountInfo<'info>], data: &'info [u8]) -> ProgramResult {
        realms::entry(id, accounts, data)
    }
}

/// A realm that the fractions of a vault govern.
#[derive(Clone)]
struct Dao {
    realm: Pubkey,
    authority: Actor,
    vault: Pubkey,
    mint: Pubkey,
    payer: Pubkey,
}

/// What the account of a realm begins with, in the published form.
fn realm_data(account_type: u8, community: &Pubkey, council: Option<&Pubkey>, authority: Option<&Pubkey>) -> Vec<u8> {
    let optional = |key: Option<&Pubkey>| key.map_or(vec![0], |key| [&[1], key.as_ref()].concat());
    let (legacy, reserved, least_weight, source) = ([0; 2], [0; 6], 1u64.to_le_bytes(), [0; 9]);
    let (reserved_too, proposals, name) = ([0; 6], [0; 2], b"\x05\0\0\0Still");
    let parts: [&[u8]; 11] = [
        &[account_type],
        community.as_ref(),
        &legacy,
        &reserved,
        &least_weight,
        &source,
        &optional(council),
        &reserved_too,
        &proposals,
        &optional(authority),
        name,
    ];
    [parts.concat(), vec![0; 128]].concat()
}

/// Puts an account of another program to an address of its own.
fn put(world: &mut World, owner: Pubkey, data: Vec<u8>) -> Pubkey {
    let address = solana_signer::Signer::pubkey(&world.bank.new_keypair());
    let lamports = Rent::default().minimum_balance(data.len());
    world.bank.set_account(address, Account { lamports, data, owner, ..Account::default() });
    address
}

/// A world with the add-in, an Active vault whose fractions Ana (40 %), Ben (11 %), Cleo (25 %) and its creator have, and a realm that
/// they govern.
async fn world() -> (World, VaultCookie, Dao) {
    let mut world = World::on(Bank::options().example::<Program>(), WorldOptions::default()).await;
    let default = VaultSpec::default();
    let terms = Terms { stake_lock_secs: u32::try_from(STAKE_LOCK).expect("a lock"), ..default.terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..default }).await;
    world.spread(&vault).await;
    let dao = Dao::of(&mut world, &vault).await;
    dao.register(&mut world, MIN_LOCK).await.unwrap();
    (world, vault, dao)
}

impl Dao {
    /// A realm without a registrar.
    async fn of(world: &mut World, vault: &VaultCookie) -> Self {
        let authority = world.actor("president").await;
        let data = realm_data(16, &vault.fraction_mint, None, Some(&authority.pubkey()));
        let (realm, payer) = (put(world, GOVERNANCE, data), vault.payer);
        Self { realm, authority, vault: vault.address, mint: vault.fraction_mint, payer }
    }

    fn electorate(&self) -> Electorate {
        Electorate { realm: self.realm, governing_token_mint: self.mint, vault: self.vault }
    }

    async fn register(&self, world: &mut World, min_lock_secs: i64) -> Result<Receipt, Failure> {
        let (authority, lock) = (self.authority.pubkey(), u32::try_from(min_lock_secs).expect("a lock"));
        let create = self.electorate().create_registrar(self.payer, authority, lock);
        world.send(&[create], &[&self.authority]).await
    }

    fn set_min_lock(&self, min_lock_secs: i64) -> Instruction {
        let lock = u32::try_from(min_lock_secs).expect("a lock");
        self.electorate().set_min_lock(self.authority.pubkey(), lock)
    }

    fn record(&self, holder: &Pubkey) -> Pubkey {
        self.electorate().record(holder)
    }

    fn create_record(&self, holder: &Pubkey) -> Instruction {
        self.electorate().create_record(self.payer, *holder)
    }

    fn updating(&self, holder: &Pubkey) -> UpdateVoterWeightRecord {
        self.electorate().updating(holder)
    }

    fn update(&self, holder: &Pubkey) -> Instruction {
        self.electorate().update(holder)
    }

    fn max_record(&self) -> Pubkey {
        self.electorate().max_record()
    }

    fn create_max_record(&self) -> Instruction {
        self.electorate().create_max_record(self.payer)
    }

    fn update_max(&self) -> Instruction {
        self.electorate().update_max()
    }

    /// Has somebody who has no part in it update the votes of a holder.
    async fn votes(&self, world: &mut World, holder: &Actor) -> Result<u64, Failure> {
        world.send(&[self.update(&holder.pubkey())], &[]).await?;
        let record = self.read(world, &holder.pubkey()).await;
        assert_eq!(record.voter_weight_expiry, Some(slot(world).await));
        Ok(record.voter_weight)
    }

    async fn read(&self, world: &World, holder: &Pubkey) -> VoterWeightRecord {
        let account = world.bank.account(&self.record(holder)).await.expect("the record");
        VoterWeightRecord::try_deserialize(&mut &account.data[..]).expect("a record")
    }

    async fn read_max(&self, world: &World) -> MaxVoterWeightRecord {
        let account = world.bank.account(&self.max_record()).await.expect("the record");
        MaxVoterWeightRecord::try_deserialize(&mut &account.data[..]).expect("a record")
    }
}

/// The present slot.
async fn slot(world: &World) -> u64 {
    let clock = world.bank.account(&mosaic_audit::CLOCK).await.expect("every bank has a clock");
    u64::from_le_bytes(clock.data[..8].try_into().expect("eight bytes"))
}

/// Demands a refusal of the add-in. Its name is logged by bytecode only.
#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, Failure>, error: RealmsError) {
    let failure = result.expect_err("a refusal");
    assert_eq!(failure.code, Some(u32::from(error)), "another refusal: {failure}");
}
