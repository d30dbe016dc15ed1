//! The embedded bank.

use {
    crate::{
        fixtures::{self, Fixture, FixtureError},
        native::{self, AnchorProgram, Mosaic},
        receipt::{self, Failure, Receipt},
        tokens,
    },
    anchor_lang::{
        prelude::{Pubkey, Rent},
        solana_program::instruction::Instruction,
    },
    anchor_spl::metadata::mpl_token_metadata,
    sha2::{Digest, Sha256},
    solana_account::{Account, AccountSharedData},
    solana_address_lookup_table_interface::{
        program as lookup_table_program,
        state::{AddressLookupTable, LookupTableMeta},
    },
    solana_clock::Clock,
    solana_keypair::Keypair,
    solana_message::{AddressLookupTableAccount, Message, VersionedMessage, v0},
    solana_program_test::{ProgramTest, ProgramTestContext},
    solana_signer::Signer,
    solana_transaction::versioned::VersionedTransaction,
    std::{
        borrow::Cow,
        collections::{BTreeMap, BTreeSet, HashSet},
        env, fs,
        path::PathBuf,
        time::Duration,
    },
    thiserror::Error,
};

/// The bank's clock when it starts, in Unix seconds.
pub const START: i64 = 1_800_000_000;

/// The network's limit on a transaction, in bytes.
pub const MAX_TRANSACTION_BYTES: usize = 1_232;

/// The variable that names the compiled Mosaic program to run instead of the native build.
pub const PROGRAM_FILE_VARIABLE: &str = "MOSAIC_PROGRAM_SO";

const SLOT_MILLIS: i64 = 400;
const LOADER: Pubkey = Pubkey::from_str_const("BPFLoader2111111111111111111111111111111111");

/// Looks at every live account the bank knows of; the text says what is broken.
pub type Check = Box<dyn Fn(&[(Pubkey, Account)]) -> Result<(), String> + Send + Sync>;

/// Something done to the test environment before it starts.
type Setup = Box<dyn FnOnce(&mut ProgramTest) + Send>;

/// The variable that says which build of SPL Token banks run by default: `classic` or `p-token`.
pub const TOKEN_PROGRAM_VARIABLE: &str = "MOSAIC_TOKEN_PROGRAM";

/// Which build of SPL Token runs at the token program's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenProgram {
    /// SPL Token 3.5.0, as `solana-program-test` brings it.
    Classic,
    /// p-token, as on mainnet.
    PToken,
}

impl Default for TokenProgram {
    /// What [`TOKEN_PROGRAM_VARIABLE`] says, else [`TokenProgram::Classic`].
    ///
    /// # Panics
    /// If it says something else.
    fn default() -> Self {
        match env::var(TOKEN_PROGRAM_VARIABLE).as_deref() {
            Err(_) | Ok("classic") => Self::Classic,
            Ok("p-token") => Self::PToken,
            Ok(other) => panic!("{TOKEN_PROGRAM_VARIABLE} is `classic` or `p-token`, not `{other}`"),
        }
    }
}

/// Why a bank could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A program of somebody else is missing.
    #[error(transparent)]
    Fixture(#[from] FixtureError),
    /// The bytecode that [`PROGRAM_FILE_VARIABLE`] names cannot be read.
    #[error("{PROGRAM_FILE_VARIABLE} names {}, which cannot be read: {source}", path.display())]
    ProgramFile {
        /// The file named.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// How a bank is to be set up.
#[must_use]
#[derive(Default)]
pub struct BankOptions {
    token_program: TokenProgram,
    mosaic: Option<Vec<u8>>,
    after_each: Option<Check>,
    report_violations: bool,
    setup: Vec<Setup>,
}

impl BankOptions {
    /// Runs that build of SPL Token, whatever [`TOKEN_PROGRAM_VARIABLE`] says.
    pub fn token_program(mut self, token_program: TokenProgram) -> Self {
        self.token_program = token_program;
        self
    }

    /// Runs this bytecode of Mosaic, whatever [`PROGRAM_FILE_VARIABLE`] says. Default: the file it names, else the native
    /// build.
    pub fn mosaic_bytecode(mut self, elf: Vec<u8>) -> Self {
        self.mosaic = Some(elf);
        self
    }

    /// Runs a check on all known live accounts after every transaction that went through. A broken check panics,
    /// unless [`Self::report_violations`] is set.
    pub fn after_each(
        mut self,
        check: impl Fn(&[(Pubkey, Account)]) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.after_each = Some(Box::new(check));
        self
    }

    /// Turns a broken check into the failure `InvariantBroken` of the transaction instead of a panic.
    pub fn report_violations(mut self) -> Self {
        self.report_violations = true;
        self
    }

    /// Adds a further Anchor program that runs natively.
    pub fn native_program<P: AnchorProgram + 'static>(self) -> Self {
        self.setup(native::add::<P>)
    }

    /// Adds a further program as bytecode.
    pub fn bytecode(self, program_id: Pubkey, elf: impl Into<Cow<'static, [u8]>>) -> Self {
        let elf = elf.into();
        self.setup(move |test| add_bytecode(test, program_id, &elf))
    }

    /// Adds an account that is there from the start.
    pub fn account(self, address: Pubkey, account: Account) -> Self {
        self.setup(move |test| test.add_account(address, account))
    }

    /// Anything else `solana-program-test` can be told before it starts.
    pub fn setup(mut self, setup: impl FnOnce(&mut ProgramTest) + Send + 'static) -> Self {
        self.setup.push(Box::new(setup));
        self
    }

    /// Starts the bank.
    ///
    /// # Errors
    /// [`StartError`] when a program cannot be read.
    pub async fn start(self) -> Result<Bank, StartError> {
        let mut test = ProgramTest::default();
        if env::var_os("RUST_LOG").is_none() {
            // `solana-program-test` turns on debug logging; failures carry their logs, so nobody misses it.
            log::set_max_level(log::LevelFilter::Off);
        }
        // Whatever SBF_OUT_DIR says: which program runs as bytecode is decided here.
        test.prefer_bpf(false);
        match (self.mosaic, env::var_os(PROGRAM_FILE_VARIABLE).map(PathBuf::from)) {
            (Some(elf), _) => add_bytecode(&mut test, Mosaic::ID, &elf),
            (None, Some(path)) => {
                let elf = fs::read(&path).map_err(|source| StartError::ProgramFile { path, source })?;
                add_bytecode(&mut test, Mosaic::ID, &elf);
            }
            (None, None) => native::add::<Mosaic>(&mut test),
        }
        add_bytecode(&mut test, mpl_token_metadata::ID, fixtures::load(Fixture::TokenMetadata)?);
        if self.token_program == TokenProgram::PToken {
            add_bytecode(&mut test, anchor_spl::token::ID, fixtures::load(Fixture::PToken)?);
        }
        test.add_account(anchor_spl::token::spl_token::native_mint::ID, tokens::native_mint());
        let payer = keypair_of("payer");
        test.add_account(payer.pubkey(), system_account(1_000_000_000_000_000));
        for setup in self.setup {
            setup(&mut test);
        }
        let mut bank = Bank {
            context: test.start_with_context().await,
            payer,
            keys_made: 0,
            sent: HashSet::new(),
            known: BTreeSet::new(),
            live: BTreeMap::new(),
            after_each: self.after_each,
            report_violations: self.report_violations,
        };
        bank.set_clock(START).await;
        Ok(bank)
    }
}

/// An embedded bank with Mosaic, Token Metadata and the SPL programs.
///
/// All keys it makes follow from their order and names, so that two runs of a test use the same addresses and the same
/// compute units.
pub struct Bank {
    pub(crate) context: ProgramTestContext,
    payer: Keypair,
    keys_made: u64,
    sent: HashSet<[u8; 64]>,
    known: BTreeSet<Pubkey>,
    pub(crate) live: BTreeMap<Pubkey, Account>,
    after_each: Option<Check>,
    report_violations: bool,
}

impl Bank {
    /// Starts a bank with the default options.
    ///
    /// # Panics
    /// If a program cannot be read; [`BankOptions::start`] returns that as an error.
    pub async fn start() -> Self {
        Self::options().start().await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// The default options, to be changed.
    pub fn options() -> BankOptions {
        BankOptions::default()
    }

    /// The bank's own rich account: pays fees, and is the mint authority of [`Self::create_mint`].
    #[must_use]
    pub fn payer(&self) -> Keypair {
        self.payer.insecure_clone()
    }

    /// A further key pair, different from all others of this bank.
    pub fn new_keypair(&mut self) -> Keypair {
        self.keys_made += 1;
        keypair_of(&format!("key {}", self.keys_made))
    }

    /// The time the programs see, in Unix seconds.
    pub async fn now(&self) -> i64 {
        self.clock().await.unix_timestamp
    }

    /// Sets the time, in Unix seconds. The slot follows at 400 ms each.
    pub async fn set_clock(&mut self, unix_timestamp: i64) {
        let slots = unix_timestamp.saturating_sub(START).saturating_mul(1_000) / SLOT_MILLIS;
        let slot = u64::try_from(slots).unwrap_or_default().saturating_add(1);
        self.context.set_sysvar(&Clock { unix_timestamp, slot, ..self.clock().await });
    }

    /// Moves the time forward.
    pub async fn advance(&mut self, secs: i64) {
        let now = self.now().await;
        self.set_clock(now.saturating_add(secs)).await;
    }

    async fn clock(&self) -> Clock {
        self.context.banks_client.get_sysvar().await.expect("every bank has a clock")
    }

    /// Sends one transaction, its fee paid by the bank.
    ///
    /// Signers the transaction does not need are left out, so a test can strip a signer flag off an instruction and
    /// still pass everybody.
    ///
    /// # Errors
    /// The [`Failure`]; nothing but the fee has changed then.
    ///
    /// # Panics
    /// If the check given to [`BankOptions::after_each`] finds something broken.
    pub async fn send(&mut self, instructions: &[Instruction], signers: &[&Keypair]) -> Result<Receipt, Failure> {
        let payer = self.payer();
        self.send_with_tables(&payer, instructions, signers, &[]).await
    }

    /// As [`Self::send`], the fee paid by `payer`.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn send_as(
        &mut self,
        payer: &Keypair,
        instructions: &[Instruction],
        signers: &[&Keypair],
    ) -> Result<Receipt, Failure> {
        self.send_with_tables(payer, instructions, signers, &[]).await
    }

    /// As [`Self::send_as`], with address lookup tables; a version 0 transaction if there are any.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn send_with_tables(
        &mut self,
        payer: &Keypair,
        instructions: &[Instruction],
        signers: &[&Keypair],
        tables: &[AddressLookupTableAccount],
    ) -> Result<Receipt, Failure> {
        let transaction = loop {
            let transaction = self.sign(payer, instructions, signers, tables).await?;
            // The bank refuses a transaction it has seen; the next blockhash, some milliseconds away, makes it another.
            if self.sent.insert(transaction.signatures[0].into()) {
                break transaction;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        let transaction_bytes = checked_size(&transaction)?;
        let outcome = self.context.banks_client.process_transaction_with_metadata(transaction.clone()).await;
        let outcome = outcome.map_err(|error| Failure::of_harness("BankUnavailable", error.to_string(), Vec::new()))?;
        let metadata = outcome.metadata;
        let logs = metadata.as_ref().map(|metadata| metadata.log_messages.clone()).unwrap_or_default();
        outcome.result.map_err(|error| Failure::of_transaction(&error, logs.clone()))?;
        let receipt = Receipt {
            compute_units: metadata.as_ref().map_or(0, |metadata| metadata.compute_units_consumed),
            transaction_bytes,
            per_instruction: receipt::usage(&logs),
            logs,
            return_data: metadata.and_then(|metadata| metadata.return_data).map(|data| (data.program_id, data.data)),
        };
        self.learn(&transaction, tables).await;
        self.check(&receipt.logs)?;
        Ok(receipt)
    }

    /// What [`Self::send`] would do, without effect.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn simulate(&self, instructions: &[Instruction], signers: &[&Keypair]) -> Result<Receipt, Failure> {
        let transaction = loop {
            let transaction = self.sign(&self.payer, instructions, signers, &[]).await?;
            // As in `send`: of a transaction the bank has seen it would only say so.
            if !self.sent.contains(&<[u8; 64]>::from(transaction.signatures[0])) {
                break transaction;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        let transaction_bytes = checked_size(&transaction)?;
        let outcome = self.context.banks_client.simulate_transaction(transaction).await;
        let outcome = outcome.map_err(|error| Failure::of_harness("BankUnavailable", error.to_string(), Vec::new()))?;
        let details = outcome.simulation_details;
        let logs = details.as_ref().map(|details| details.logs.clone()).unwrap_or_default();
        if let Some(Err(error)) = outcome.result {
            return Err(Failure::of_transaction(&error, logs));
        }
        Ok(Receipt {
            compute_units: details.as_ref().map_or(0, |details| details.units_consumed),
            transaction_bytes,
            per_instruction: receipt::usage(&logs),
            logs,
            return_data: details.and_then(|details| details.return_data).map(|data| (data.program_id, data.data)),
        })
    }

    /// Makes an active address lookup table of these addresses.
    pub fn create_lookup_table(&mut self, addresses: &[Pubkey]) -> AddressLookupTableAccount {
        let key = self.new_keypair().pubkey();
        let table =
            AddressLookupTable { meta: LookupTableMeta::new(self.payer.pubkey()), addresses: Cow::Borrowed(addresses) };
        let data = table.serialize_for_tests().expect("a table of at most 256 addresses");
        let lamports = Rent::default().minimum_balance(data.len());
        self.set_account(key, Account { lamports, data, owner: lookup_table_program::ID, ..Account::default() });
        AddressLookupTableAccount { key, addresses: addresses.to_vec() }
    }

    /// The account at an address, if it exists.
    pub async fn account(&self, address: &Pubkey) -> Option<Account> {
        let found = self.context.banks_client.get_account(*address).await.expect("the bank answers");
        found.filter(|account| account.lamports > 0)
    }

    /// Puts an account at an address, whatever was there, past all rules of the runtime.
    pub fn set_account(&mut self, address: Pubkey, account: Account) {
        self.context.set_account(&address, &AccountSharedData::from(account.clone()));
        self.known.insert(address);
        if self.after_each.is_some() {
            self.live.insert(address, account);
        }
    }

    /// Lamports at an address; 0 if there is no account.
    pub async fn lamports(&self, address: &Pubkey) -> u64 {
        self.account(address).await.map_or(0, |account| account.lamports)
    }

    /// Adds lamports to an address, out of nothing.
    pub async fn airdrop(&mut self, address: &Pubkey, lamports: u64) {
        let mut account = self.account(address).await.unwrap_or_else(|| system_account(0));
        account.lamports = account.lamports.saturating_add(lamports);
        self.set_account(*address, account);
    }

    /// Every address named in a transaction that went through, or set by a test.
    pub fn known_accounts(&self) -> impl Iterator<Item = &Pubkey> {
        self.known.iter()
    }

    /// The known accounts that exist and are owned by that program.
    pub async fn accounts_of(&self, owner: &Pubkey) -> Vec<(Pubkey, Account)> {
        let mut found = Vec::new();
        for address in &self.known {
            if let Some(account) = self.account(address).await.filter(|account| account.owner == *owner) {
                found.push((*address, account));
            }
        }
        found
    }

    async fn sign(
        &self,
        payer: &Keypair,
        instructions: &[Instruction],
        signers: &[&Keypair],
        tables: &[AddressLookupTableAccount],
    ) -> Result<VersionedTransaction, Failure> {
        let blockhash = self.context.banks_client.get_latest_blockhash().await.expect("the bank answers");
        let message = if tables.is_empty() {
            let message = Message::new_with_blockhash(instructions, Some(&payer.pubkey()), &blockhash);
            VersionedMessage::Legacy(message)
        } else {
            let message = v0::Message::try_compile(&payer.pubkey(), instructions, tables, blockhash)
                .map_err(|error| Failure::of_harness("MessageNotCompiled", error.to_string(), Vec::new()))?;
            VersionedMessage::V0(message)
        };
        let required = usize::from(message.header().num_required_signatures);
        let signers = message.static_account_keys()[..required]
            .iter()
            .map(|key| {
                let mut given = signers.iter().copied().chain([payer, &self.payer]);
                given.find(|signer| signer.pubkey() == *key).ok_or_else(|| {
                    let message = format!("{key} must sign, but its key pair was not given");
                    Failure::of_harness("SignerMissing", message, Vec::new())
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        VersionedTransaction::try_new(message, &signers)
            .map_err(|error| Failure::of_harness("SignerMissing", error.to_string(), Vec::new()))
    }

    async fn learn(&mut self, transaction: &VersionedTransaction, tables: &[AddressLookupTableAccount]) {
        let message = &transaction.message;
        let mut named: BTreeSet<Pubkey> = message.static_account_keys().iter().copied().collect();
        for lookup in message.address_table_lookups().unwrap_or_default() {
            let table = tables.iter().find(|table| table.key == lookup.account_key);
            let indexes = lookup.writable_indexes.iter().chain(&lookup.readonly_indexes);
            named.extend(table.into_iter().flat_map(|table| indexes.clone().map(|i| table.addresses[usize::from(*i)])));
        }
        if self.after_each.is_some() {
            named.insert(mosaic_audit::CLOCK);
            for address in &named {
                match self.account(address).await.filter(|account| !account.executable) {
                    Some(account) => self.live.insert(*address, account),
                    None => self.live.remove(address),
                };
            }
        }
        self.known.extend(named);
    }

    fn check(&self, logs: &[String]) -> Result<(), Failure> {
        let Some(check) = &self.after_each else { return Ok(()) };
        let accounts: Vec<_> = self.live.iter().map(|(address, account)| (*address, account.clone())).collect();
        let Err(message) = check(&accounts) else { return Ok(()) };
        let failure = Failure::of_harness("InvariantBroken", message, logs.to_vec());
        if self.report_violations { Err(failure) } else { panic!("{failure}") }
    }
}

/// A key pair that follows from a name.
pub(crate) fn keypair_of(name: &str) -> Keypair {
    Keypair::new_from_array(Sha256::digest(format!("mosaic harness {name}")).into())
}

pub(crate) fn system_account(lamports: u64) -> Account {
    Account { lamports, ..Account::default() }
}

fn checked_size(transaction: &VersionedTransaction) -> Result<usize, Failure> {
    let bytes = bincode::serialized_size(transaction).expect("a transaction has a wire format");
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    if bytes <= MAX_TRANSACTION_BYTES {
        return Ok(bytes);
    }
    let message = format!("the transaction takes {bytes} bytes; the network carries {MAX_TRANSACTION_BYTES}");
    Err(Failure::of_harness("TransactionTooLarge", message, Vec::new()))
}

fn add_bytecode(test: &mut ProgramTest, program_id: Pubkey, elf: &[u8]) {
    let lamports = Rent::default().minimum_balance(elf.len());
    let account = Account { lamports, data: elf.to_vec(), owner: LOADER, executable: true, rent_epoch: u64::MAX };
    test.add_account(program_id, account);
}
