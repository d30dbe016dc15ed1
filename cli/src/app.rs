//! What every command does around its action: reads, shows, signs, sends, tells.

use {
    crate::{
        error::CliError,
        network::{Network, Sent, Simulated, sol, unsigned},
        options::{Options, Output},
        show::{Sheet, event_names, short, spinner},
        vault::{KnownVault, VaultRef},
    },
    anchor_lang::prelude::Pubkey,
    base64::{Engine, prelude::BASE64_STANDARD},
    mosaic_client::{
        Action, ActionError,
        events::{Event, EventError},
        json::{ToJson, Wide},
        transactions::{PackedTransaction, Packing, VersionedMessage},
    },
    num_format::{Locale, ToFormattedString},
    serde_json::{Value, json},
    solana_keypair::Keypair,
    solana_rpc_client::api::client_error::Error as RpcError,
    solana_signer::Signer,
    std::io::Write,
};

/// What the network takes for a signature, in lamports.
const FEE_PER_SIGNATURE: u64 = 5_000;

/// A command at work.
pub struct App {
    options: Options,
    network: Network,
}

/// An action that is about to be carried out.
pub struct Job<'a, Q> {
    /// The command.
    pub command: &'a str,
    /// The action.
    pub action: Action<Q>,
    /// What it will do, in words.
    pub sheet: Sheet,
    /// Lamports that the wallet needs for it, the network's fee aside.
    pub lamports: u64,
}

/// Who signs.
struct Signers {
    wallet: Pubkey,
    payer: Pubkey,
    keys: Vec<Keypair>,
}

impl App {
    /// A command with these options.
    ///
    /// # Errors
    /// [`CliError`] for a network that is none.
    pub fn new(options: Options) -> Result<Self, CliError> {
        let network = Network::new(&options)?;
        Ok(Self { options, network })
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The wallet that acts.
    ///
    /// # Errors
    /// [`CliError`] where there is none.
    pub fn wallet(&self) -> Result<Pubkey, CliError> {
        match self.options.acting {
            Some(address) => Ok(address),
            None => Ok(self.options.wallet_key()?.pubkey()),
        }
    }

    /// The wallet, where one was named: for views, which need none.
    ///
    /// # Errors
    /// [`CliError`] where the one that was named cannot be read.
    pub fn named_wallet(&self) -> Result<Option<Pubkey>, CliError> {
        self.options.names_wallet().then(|| self.wallet()).transpose()
    }

    /// Reads a vault.
    ///
    /// # Errors
    /// [`CliError`] where there is none.
    pub async fn vault(&self, vault: VaultRef) -> Result<KnownVault, CliError> {
        KnownVault::read(&self.network, &vault.0).await
    }

    /// An action of a vault, or why there is none.
    ///
    /// # Errors
    /// [`CliError`] that says why.
    pub async fn built<T>(&self, built: Result<T, ActionError<RpcError>>, vault: &KnownVault) -> Result<T, CliError> {
        match built {
            Ok(built) => Ok(built),
            Err(error) => Err(match self.wallet() {
                Ok(wallet) => self.network.explain(error, Some((vault, &wallet))).await,
                Err(_) => error.into(),
            }),
        }
    }

    /// Prints a result: a text for people, or a document for programs.
    ///
    /// # Errors
    /// [`CliError`] where it cannot be printed.
    pub fn print(&self, text: impl FnOnce() -> String, document: impl FnOnce() -> Value) -> Result<(), CliError> {
        let mut out = anstream::stdout().lock();
        match self.options.output {
            Output::Table => writeln!(out, "{}", text())?,
            Output::Json => {
                serde_json::to_writer_pretty(&mut out, &document())?;
                writeln!(out)?;
            }
        }
        Ok(out.flush()?)
    }

    /// Prints the document of a result of which people have been told already.
    ///
    /// # Errors
    /// [`CliError`] where it cannot be printed.
    pub fn document(&self, document: impl FnOnce() -> Value) -> Result<(), CliError> {
        if self.options.output == Output::Json { self.print(String::new, document) } else { Ok(()) }
    }

    /// Tells people a part of a result before the whole is there. Programs get one document.
    ///
    /// # Errors
    /// [`CliError`] where it cannot be printed.
    pub fn tell(&self, text: impl FnOnce() -> String) -> Result<(), CliError> {
        if self.options.output == Output::Table {
            writeln!(anstream::stdout(), "{}", text())?;
        }
        Ok(())
    }

    /// Carries an action out, tries it out or exports it, as the options say.
    ///
    /// # Errors
    /// [`CliError`] for what is refused.
    pub async fn carry_out<Q: ToJson>(&self, job: Job<'_, Q>) -> Result<(), CliError> {
        let signers = self.signers()?;
        let strangers: Vec<_> =
            job.action.signers().into_iter().filter(|key| ![signers.wallet, signers.payer].contains(key)).collect();
        if let Some(stranger) = strangers.first() {
            return Err(CliError::new(
                format!("{stranger} has to sign this, the wallet is {}", signers.wallet),
                "Name that wallet's key with --keypair.",
            ));
        }
        let table = match &self.options.lookup_table {
            Some(address) => vec![self.network.lookup_table(address).await?],
            None => Vec::new(),
        };
        let packing = Packing { payer: signers.payer, tables: &table, price_per_unit: Some(self.options.priority_fee) };
        let packed = packing.transactions(&job.action.instructions)?;
        if self.options.export {
            return self.export(&job, &packed).await;
        }
        self.check_lamports(&signers, job.lamports, &packed).await?;
        if self.options.dry_run {
            return self.try_out(&job, &packed).await;
        }
        self.send(&job, &signers, &packed).await
    }

    fn signers(&self) -> Result<Signers, CliError> {
        let paying = self.options.fee_payer_key()?;
        if let Some(wallet) = self.options.acting {
            if !self.options.export && !self.options.dry_run {
                return Err(CliError::new(
                    format!("nothing can be signed as {}", short(&wallet)),
                    "--as goes with --export or --dry-run; to send, name the key with --keypair.",
                ));
            }
            let payer = paying.map_or(wallet, |key| key.pubkey());
            return Ok(Signers { wallet, payer, keys: Vec::new() });
        }
        let key = self.options.wallet_key()?;
        let wallet = key.pubkey();
        let payer = paying.as_ref().map_or(wallet, Signer::pubkey);
        Ok(Signers { wallet, payer, keys: std::iter::once(key).chain(paying).collect() })
    }

    /// Refuses where the wallet cannot pay for new accounts and fees.
    async fn check_lamports(
        &self,
        signers: &Signers,
        lamports: u64,
        packed: &[PackedTransaction],
    ) -> Result<(), CliError> {
        let signatures: u64 =
            packed.iter().map(|packed| u64::from(packed.message.header().num_required_signatures)).sum();
        let fees = signatures.saturating_mul(FEE_PER_SIGNATURE);
        let needed = if signers.payer == signers.wallet { lamports.saturating_add(fees) } else { lamports };
        let accounts = self.network.accounts(&[signers.wallet, signers.payer]).await?;
        for (who, needed) in [(signers.wallet, needed), (signers.payer, fees)] {
            let available = accounts.lamports(&who);
            if available < needed {
                return Err(CliError::new(
                    format!(
                        "this takes {} for new accounts and fees, {} has {}",
                        sol().amount(needed),
                        short(&who),
                        sol().amount(available)
                    ),
                    format!("Send SOL to {who} first, and compare --url with the network you mean."),
                )
                .named("NotEnoughSol"));
            }
        }
        Ok(())
    }

    async fn export<Q: ToJson>(&self, job: &Job<'_, Q>, packed: &[PackedTransaction]) -> Result<(), CliError> {
        let mut exported = Vec::new();
        for packed in packed {
            let (message, last_block) = self.network.dated(&packed.message).await?;
            let bytes = message.serialize();
            let transaction = serialized(&message, &bytes);
            exported.push(json!({
                "transaction": BASE64_STANDARD.encode(transaction),
                "message": BASE64_STANDARD.encode(bytes),
                "signers": message.static_account_keys().iter().take(message.header().num_required_signatures.into())
                    .map(ToString::to_string).collect::<Vec<_>>(),
                "lastValidBlockHeight": last_block.to_string(),
            }));
        }
        if self.options.output == Output::Table {
            // What is exported goes to another program: what it does is told beside it.
            writeln!(anstream::stderr(), "{}", job.sheet)?;
        }
        let lines = || exported.iter().filter_map(|one| one["transaction"].as_str()).collect::<Vec<_>>().join("\n");
        self.print(lines, || document(job, "exported", exported.clone()))
    }

    async fn try_out<Q: ToJson>(&self, job: &Job<'_, Q>, packed: &[PackedTransaction]) -> Result<(), CliError> {
        // The others stand on what the first has done.
        let first = packed.first().map(|packed| &packed.message);
        let tried = match first {
            Some(message) => Some(self.network.simulate(message).await?),
            None => None,
        };
        let text = || {
            let mut text = format!("{}\n\nNothing was sent.", job.sheet);
            if let Some(Simulated { units, events }) = &tried {
                let which = if packed.len() > 1 {
                    format!("the first of {} transactions", packed.len())
                } else {
                    "the transaction".to_owned()
                };
                text.push_str(&format!(" The network simulated {which}: {}", units_of(*units)));
                if !events.is_empty() {
                    text.push_str(&format!("; {}", event_names(events)));
                }
                text.push('.');
            }
            text
        };
        let result = || {
            let simulated = tried
                .iter()
                .map(|Simulated { units, events }| json!({ "computeUnits": units, "events": events_json(events) }));
            document(job, "simulated", simulated.collect())
        };
        self.print(text, result)
    }

    async fn send<Q: ToJson>(
        &self,
        job: &Job<'_, Q>,
        signers: &Signers,
        packed: &[PackedTransaction],
    ) -> Result<(), CliError> {
        let told = self.options.output == Output::Table;
        if told {
            writeln!(anstream::stdout(), "{}", job.sheet)?;
        }
        let mut landed = Vec::new();
        let (progress, count) = (spinner(), packed.len());
        for (index, packed) in packed.iter().enumerate() {
            // Only those whose signature this transaction wants: the fee payer signs all, the wallet what names it.
            let wanted = packed.message.header().num_required_signatures.into();
            let wanted: Vec<_> = packed.message.static_account_keys().iter().take(wanted).copied().collect();
            let mut keys: Vec<&Keypair> = Vec::new();
            for key in signers.keys.iter().filter(|key| wanted.contains(&key.pubkey())) {
                if keys.iter().all(|other| other.pubkey() != key.pubkey()) {
                    keys.push(key);
                }
            }
            progress.set_message(format!("waiting for transaction {} of {count}", index + 1));
            let sent = self.network.send(&packed.message, &keys).await;
            let sent = sent.map_err(|error| error.after(index))?;
            if told {
                progress.suspend(|| writeln!(anstream::stdout(), "{}", sent_text(&sent)))?;
            }
            landed.push(sent);
        }
        progress.finish_and_clear();
        self.document(|| document(job, "sent", landed.iter().map(sent_json).collect()))
    }
}

/// A transaction without signatures, as it goes over the wire.
fn serialized(message: &VersionedMessage, bytes: &[u8]) -> Vec<u8> {
    let signatures = unsigned(message.clone()).signatures;
    // One byte for their number: a transaction has no room for 128 of them.
    let count = u8::try_from(signatures.len()).unwrap_or(u8::MAX);
    let signatures = signatures.iter().flat_map(|signature| signature.as_ref().to_vec());
    std::iter::once(count).chain(signatures).chain(bytes.iter().copied()).collect()
}

fn document<Q: ToJson>(job: &Job<'_, Q>, mode: &str, transactions: Vec<Value>) -> Value {
    json!({
        "command": job.command,
        "result": mode,
        "quote": job.action.quote.to_json(Wide::Text),
        "transactions": transactions,
    })
}

fn units_of(units: Option<u64>) -> String {
    units.map_or_else(
        || "compute units unknown".to_owned(),
        |units| format!("{} compute units", units.to_formatted_string(&Locale::en)),
    )
}

fn sent_text(sent: &Sent) -> String {
    let fee = sent.fee.map(|fee| format!(", fee {}", sol().amount(fee))).unwrap_or_default();
    let events = if sent.events.is_empty() { String::new() } else { format!("\n  {}", event_names(&sent.events)) };
    format!("sent {}\n  slot {}, {}{fee}{events}", sent.signature, sent.slot, units_of(sent.units))
}

/// A transaction as a document has it.
pub fn sent_json(sent: &Sent) -> Value {
    json!({
        "signature": sent.signature.to_string(),
        "slot": sent.slot.to_string(),
        "computeUnits": sent.units,
        "fee": sent.fee.map(|fee| fee.to_string()),
        "events": events_json(&sent.events),
    })
}

fn events_json(events: &[Result<Event, EventError>]) -> Vec<Value> {
    let as_json = |event: &Result<Event, EventError>| match event {
        Ok(event) => event.to_json(Wide::Text),
        Err(error) => json!({ "__kind": "Error", "message": error.to_string() }),
    };
    events.iter().map(as_json).collect()
}
