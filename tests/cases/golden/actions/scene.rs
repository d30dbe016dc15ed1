//! A world whose actions are recorded.

use {
    crate::file::{hold_lists, json},
    anchor_lang::prelude::{Clock, Pubkey},
    base64::{Engine, prelude::BASE64_STANDARD},
    mosaic_client::{
        Action, ActionError, ClientError,
        json::{ToJson, camel_case},
        reader::{Account, AccountReader, CLOCK_SYSVAR_ID},
        transactions::Packing,
    },
    mosaic_harness::{Actor, Bank, VaultCookie, VaultSpec, World, WorldOptions},
    serde_json::{Map, Value, json},
    solana_keypair::Keypair,
    solana_signer::Signer,
    std::{
        cell::RefCell,
        collections::{BTreeMap, HashMap},
        convert::Infallible,
    },
};

/// Reads the bank, and keeps what it read.
pub struct Recorder<'a> {
    bank: &'a Bank,
    reads: RefCell<BTreeMap<Pubkey, Option<Account>>>,
}

impl AccountReader for Recorder<'_> {
    type Error = Infallible;

    async fn read(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Account>>, Infallible> {
        let mut found = self.bank.read(addresses).await?;
        for (address, account) in addresses.iter().zip(&mut found) {
            if let Some(account) = account.as_mut().filter(|_| *address == CLOCK_SYSVAR_ID) {
                forget_real_time(account);
            }
            self.reads.borrow_mut().insert(*address, account.clone());
        }
        Ok(found)
    }
}

/// The bank's clock says when the test was started: the only thing that differs from run to run.
fn forget_real_time(account: &mut Account) {
    let clock: Clock = bincode::deserialize(&account.data).expect("a clock");
    account.data = bincode::serialize(&Clock { epoch_start_timestamp: 0, ..clock }).expect("a clock");
}

/// A world, and the actions recorded in it.
pub struct Scene {
    pub world: World,
    contents: Vec<Value>,
    known: HashMap<String, usize>,
    vectors: Vec<Value>,
}

impl Scene {
    pub async fn new() -> Self {
        Self::with(WorldOptions::default()).await
    }

    pub async fn with(options: WorldOptions) -> Self {
        let world = World::with(options).await;
        Self { world, contents: Vec::new(), known: HashMap::new(), vectors: Vec::new() }
    }

    /// A vault that is active, of which Ana has 40 %, Ben 11 %, Cleo 25 % and the creator the rest.
    pub async fn spread(&mut self, spec: VaultSpec) -> (VaultCookie, [Actor; 3]) {
        let vault = self.world.vault_at(mosaic_harness::Stage::Active, spec).await;
        let holders = self.world.spread(&vault).await;
        (vault, holders)
    }

    /// Records what an action does; returns that.
    pub async fn record<T: ToJson>(
        &mut self,
        name: &str,
        action: &str,
        order: Value,
        run: impl AsyncFnOnce(&Recorder) -> Result<T, ActionError<Infallible>>,
    ) -> Result<T, ClientError> {
        let recorder = Recorder { bank: &self.world.bank, reads: RefCell::default() };
        let outcome = run(&recorder).await.map_err(|error| match error {
            ActionError::Client(error) => error,
            ActionError::Read(never) => match never {},
        });
        let reads = recorder.reads.into_inner();
        let reads: Map<_, _> =
            reads.into_iter().map(|(key, account)| (key.to_string(), self.content(account))).collect();
        let mut vector = json!({ "name": name, "action": camel_case(action), "order": order, "reads": reads });
        match &outcome {
            Ok(result) => vector["result"] = json(result),
            Err(error) => {
                vector["error"] = json(error);
                vector["message"] = error.to_string().into();
            }
        }
        self.vectors.push(vector);
        outcome
    }

    /// Where the content of an account is in the file.
    fn content(&mut self, account: Option<Account>) -> Value {
        let Some(Account { lamports, data, owner, executable, .. }) = account else { return Value::Null };
        let (lamports, data) = (json(&lamports), BASE64_STANDARD.encode(data));
        let content = json!({ "owner": json(&owner), "lamports": lamports, "executable": executable, "data": data });
        let contents = &mut self.contents;
        let index = *self.known.entry(content.to_string()).or_insert_with(|| {
            contents.push(content);
            contents.len() - 1
        });
        index.into()
    }

    /// Sends an action in as few transactions as it fits, the fees paid by the bank.
    pub async fn perform<Q>(&mut self, action: &Action<Q>, signers: &[&Actor]) {
        let packing = Packing { payer: self.world.bank.payer().pubkey(), tables: &[], price_per_unit: Some(1_000) };
        let keypairs: Vec<&Keypair> = signers.iter().map(|actor| &actor.keypair).collect();
        for transaction in packing.transactions(&action.instructions).expect("an action that fits") {
            self.world.bank.must(&transaction.instructions, &keypairs).await;
        }
    }

    /// Compares what was recorded with the committed file.
    pub fn hold(&self, name: &str) {
        let lists: [(&str, &[Value]); 2] = [("contents", &self.contents), ("vectors", &self.vectors)];
        hold_lists(&format!("{name}.json"), &lists);
    }
}

/// Records an action that takes an order.
macro_rules! act {
    ($scene:expr, $name:expr, $action:ident, $order:expr) => {{
        let order = $order;
        let written = $crate::file::json(&order);
        $scene.record($name, stringify!($action), written, async |reader| $action(reader, &order).await).await
    }};
}

/// Records an action that is possible, and does not perform it.
macro_rules! possible {
    ($scene:expr, $name:expr, $action:ident, $order:expr) => {
        let _ = act!($scene, $name, $action, $order).expect("an action that is possible");
    };
}

/// Records an action that is possible, and performs it. Returns its quote.
macro_rules! done {
    ($scene:expr, $name:expr, $action:ident, $order:expr, $signers:expr) => {{
        let action = act!($scene, $name, $action, $order).expect("an action that is possible");
        $scene.perform(&action, &$signers).await;
        action.quote
    }};
}

/// Records an action that is refused.
macro_rules! refused {
    ($scene:expr, $name:expr, $action:ident, $order:expr) => {
        let _ = act!($scene, $name, $action, $order).expect_err("the client refuses");
    };
}
