//! Sending transactions, and trying them out.

use {
    super::Network,
    crate::error::{CliError, Failure},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    base64::{Engine, prelude::BASE64_STANDARD},
    mosaic_client::{
        events::{Event, EventError, events},
        transactions::VersionedMessage,
    },
    solana_keypair::{Keypair, Signature},
    solana_message::Message,
    solana_rpc_client::api::{
        client_error::{Error as RpcError, ErrorKind},
        config::{RpcSendTransactionConfig, RpcSimulateTransactionConfig, RpcTransactionConfig},
        request::{RpcError as Refusal, RpcResponseErrorData},
        response::RpcSimulateTransactionResult,
    },
    solana_rpc_client::rpc_client::GetConfirmedSignaturesForAddress2Config,
    solana_transaction::versioned::VersionedTransaction,
    solana_transaction_status_client_types::{
        EncodedConfirmedTransactionWithStatusMeta, TransactionStatus, UiTransactionEncoding,
        option_serializer::OptionSerializer,
    },
    std::time::Duration,
    tokio::time::{Instant, sleep},
};

/// Between two questions whether a transaction has landed.
const BEAT: Duration = Duration::from_millis(400);
/// Between two sendings of the same transaction: servers may drop one.
const RESEND: Duration = Duration::from_secs(2);
/// How often an expired transaction is signed anew and sent again.
const ATTEMPTS: usize = 2;

/// A transaction that has landed.
#[derive(Debug)]
pub struct Sent {
    /// Its signature.
    pub signature: Signature,
    /// The slot it landed in.
    pub slot: u64,
    /// Compute units it used.
    pub units: Option<u64>,
    /// What the network took for it, in lamports.
    pub fee: Option<u64>,
    /// What the program says happened.
    pub events: Vec<Result<Event, EventError>>,
    /// The whole log.
    pub logs: Vec<String>,
    /// Why it failed, where it did.
    pub failure: Option<Failure>,
}

/// What a transaction would do.
#[derive(Debug)]
pub struct Simulated {
    /// Compute units it would use.
    pub units: Option<u64>,
    /// What the program would say happened.
    pub events: Vec<Result<Event, EventError>>,
}

/// How a transaction that was sent ended.
enum Landing {
    At(u64),
    Failed(Failure),
    Expired,
}

impl Network {
    /// A message with the latest blockhash, and until which block it can land.
    ///
    /// # Errors
    /// [`CliError`] where the network cannot be asked.
    pub async fn dated(&self, message: &VersionedMessage) -> Result<(VersionedMessage, u64), CliError> {
        let (blockhash, last_block) = self.rpc.get_latest_blockhash_with_commitment(self.commitment).await?;
        let mut message = message.clone();
        message.set_recent_blockhash(blockhash);
        Ok((message, last_block))
    }

    /// Signs and sends a message, and waits until it has landed. One that expires before is signed anew, once: the
    /// first can land no more then.
    ///
    /// # Errors
    /// [`CliError`] for what the network refuses.
    pub async fn send(&self, message: &VersionedMessage, signers: &[&Keypair]) -> Result<Sent, CliError> {
        for _ in 0..ATTEMPTS {
            let (message, last_block) = self.dated(message).await?;
            let transaction = VersionedTransaction::try_new(message, signers).map_err(|error| {
                CliError::new(
                    format!("the transaction cannot be signed: {error}"),
                    "Name the key that has to sign with --keypair.",
                )
            })?;
            let signature = transaction.signatures.first().copied().unwrap_or_default();
            match self.land(&transaction, &signature, last_block).await? {
                Landing::At(slot) => return self.told(signature, slot).await,
                Landing::Failed(failure) if !failure.is_expired() => return Err(failure.into()),
                Landing::Failed(_) | Landing::Expired => {}
            }
        }
        Err(CliError::new(
            "the transaction expired twice before the network took it",
            "The network is busy: send it again with a higher --priority-fee.",
        ))
    }

    async fn land(
        &self,
        transaction: &VersionedTransaction,
        signature: &Signature,
        last_block: u64,
    ) -> Result<Landing, CliError> {
        let first = RpcSendTransactionConfig {
            preflight_commitment: Some(self.commitment.commitment),
            encoding: Some(UiTransactionEncoding::Base64),
            ..RpcSendTransactionConfig::default()
        };
        if let Err(error) = self.rpc.send_transaction_with_config(transaction, first).await {
            return failure_of(&error).map(Landing::Failed).ok_or_else(|| error.into());
        }
        let mut sent = Instant::now();
        loop {
            if let Some(landing) = self.landing(signature).await? {
                return Ok(landing);
            }
            if self.rpc.get_block_height_with_commitment(self.commitment).await? > last_block {
                // It may have landed between the two questions.
                return Ok(self.landing(signature).await?.unwrap_or(Landing::Expired));
            }
            if sent.elapsed() >= RESEND {
                let again = RpcSendTransactionConfig { skip_preflight: true, ..first };
                // The server may know it by now and refuse: what counts is whether it lands.
                let _ = self.rpc.send_transaction_with_config(transaction, again).await;
                sent = Instant::now();
            }
            sleep(BEAT).await;
        }
    }

    async fn landing(&self, signature: &Signature) -> Result<Option<Landing>, CliError> {
        let statuses = self.rpc.get_signature_statuses(&[*signature]).await?.value;
        let Some(status) = statuses.into_iter().flatten().next() else { return Ok(None) };
        if let Some(error) = status.err {
            let logs = self.told(*signature, status.slot).await.map(|sent| sent.logs).unwrap_or_default();
            return Ok(Some(Landing::Failed(Failure::new(error, logs))));
        }
        Ok(self.is_sure(&status).then_some(Landing::At(status.slot)))
    }

    fn is_sure(&self, status: &TransactionStatus) -> bool {
        status.satisfies_commitment(self.commitment)
    }

    /// What became of a transaction that has landed; what the server does not know of it is left out.
    ///
    /// # Errors
    /// [`CliError`] where the server cannot be asked.
    async fn told(&self, signature: Signature, slot: u64) -> Result<Sent, CliError> {
        let nothing =
            Sent { signature, slot, units: None, fee: None, events: Vec::new(), logs: Vec::new(), failure: None };
        Ok(self.find(&signature).await.unwrap_or_default().unwrap_or(nothing))
    }

    /// A transaction of the past; `None` if the server knows none with this signature.
    ///
    /// # Errors
    /// [`CliError`] where the server cannot be asked.
    pub async fn find(&self, signature: &Signature) -> Result<Option<Sent>, CliError> {
        let found = match self.recorded(signature).await {
            Ok(found) => found,
            Err(error) if matches!(error.kind(), ErrorKind::RpcError(Refusal::RpcResponseError { .. })) => None,
            Err(error) => return Err(error.into()),
        };
        let Some(found) = found else { return Ok(None) };
        let Some(meta) = found.transaction.meta else { return Ok(None) };
        let logs: Vec<String> = Option::from(meta.log_messages).unwrap_or_default();
        Ok(Some(Sent {
            signature: *signature,
            slot: found.slot,
            units: match meta.compute_units_consumed {
                OptionSerializer::Some(units) => Some(units),
                OptionSerializer::None | OptionSerializer::Skip => None,
            },
            fee: Some(meta.fee),
            events: events(logs.iter().map(String::as_str)),
            failure: meta.err.map(|error| Failure::new(error.into(), logs.clone())),
            logs,
        }))
    }

    /// A transaction as the server has recorded it.
    pub(super) async fn recorded(
        &self,
        signature: &Signature,
    ) -> Result<Option<EncodedConfirmedTransactionWithStatusMeta>, RpcError> {
        let config = RpcTransactionConfig {
            encoding: Some(UiTransactionEncoding::Base64),
            // Servers keep no transactions that are only processed.
            commitment: Some(match self.commitment.is_finalized() {
                true => self.commitment,
                false => solana_commitment_config::CommitmentConfig::confirmed(),
            }),
            max_supported_transaction_version: Some(0),
        };
        match self.rpc.get_transaction_with_config(signature, config).await {
            Ok(found) => Ok(Some(found)),
            // No transaction is an answer of null.
            Err(error) if matches!(error.kind(), ErrorKind::SerdeJson(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Signatures of the latest transactions that name an address, the latest first.
    ///
    /// # Errors
    /// [`CliError`] where the server cannot be asked.
    pub async fn signatures(&self, address: &Pubkey, limit: usize) -> Result<Vec<Signature>, CliError> {
        let config = GetConfirmedSignaturesForAddress2Config { limit: Some(limit), ..Default::default() };
        let found = self.rpc.get_signatures_for_address_with_config(address, config).await?;
        Ok(found.iter().filter(|found| found.err.is_none()).filter_map(|found| found.signature.parse().ok()).collect())
    }

    /// Calls an instruction in a simulation, for what it returns: the program that did, and the data.
    ///
    /// # Errors
    /// [`CliError`] for what the network refuses.
    pub async fn ask(&self, payer: &Pubkey, instruction: &Instruction) -> Result<(Pubkey, Vec<u8>), CliError> {
        let message = VersionedMessage::Legacy(Message::new(std::slice::from_ref(instruction), Some(payer)));
        let answer = self.try_out(&message).await?.return_data;
        let decoded = answer
            .and_then(|answer| Some((answer.program_id.parse().ok()?, BASE64_STANDARD.decode(answer.data.0).ok()?)));
        decoded
            .ok_or_else(|| CliError::new("the program returned nothing", "Compare the versions of client and program."))
    }

    /// Lets the server try a message out.
    ///
    /// # Errors
    /// [`CliError`] for what it would refuse.
    pub async fn simulate(&self, message: &VersionedMessage) -> Result<Simulated, CliError> {
        let simulated = self.try_out(message).await?;
        let logs = simulated.logs.unwrap_or_default();
        Ok(Simulated { units: simulated.units_consumed, events: events(logs.iter().map(String::as_str)) })
    }

    async fn try_out(&self, message: &VersionedMessage) -> Result<RpcSimulateTransactionResult, CliError> {
        let config = RpcSimulateTransactionConfig {
            sig_verify: false,
            replace_recent_blockhash: true,
            commitment: Some(self.commitment),
            encoding: Some(UiTransactionEncoding::Base64),
            ..RpcSimulateTransactionConfig::default()
        };
        let transaction = unsigned(message.clone());
        let simulated = self.rpc.simulate_transaction_with_config(&transaction, config).await?.value;
        match simulated.err.clone() {
            Some(error) => Err(Failure::new(error.into(), simulated.logs.unwrap_or_default()).into()),
            None => Ok(simulated),
        }
    }
}

/// A transaction with room for the signatures it takes.
pub fn unsigned(message: VersionedMessage) -> VersionedTransaction {
    let signatures = usize::from(message.header().num_required_signatures);
    VersionedTransaction { signatures: vec![Signature::default(); signatures], message }
}

/// Why the server refused a transaction, if it is the transaction's fault.
fn failure_of(error: &RpcError) -> Option<Failure> {
    let transaction_error = error.get_transaction_error()?;
    let logs = match error.kind() {
        ErrorKind::RpcError(Refusal::RpcResponseError {
            data: RpcResponseErrorData::SendTransactionPreflightFailure(simulated),
            ..
        }) => simulated.logs.clone(),
        _ => None,
    };
    Some(Failure::new(transaction_error, logs.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use {
        super::*,
        anchor_lang::solana_program::system_instruction,
        serde_json::json,
        solana_commitment_config::CommitmentConfig,
        solana_rpc_client::{api::request::RpcRequest, mock_sender::MocksMap, nonblocking::rpc_client::RpcClient},
        solana_signer::Signer,
    };

    /// Sends something to a server that behaves in a certain way, at these heights of the chain.
    async fn sent(behaviour: &str, heights: &[u64]) -> Result<Sent, CliError> {
        let mut answers = MocksMap::default();
        for height in heights {
            answers.insert(RpcRequest::GetBlockHeight, json!(height));
        }
        let rpc = RpcClient::new_mock_with_mocks_map(behaviour, answers);
        let (network, key) = (Network { rpc, commitment: CommitmentConfig::confirmed() }, Keypair::new());
        let transfer = system_instruction::transfer(&key.pubkey(), &Pubkey::new_from_array([7; 32]), 1);
        network.send(&VersionedMessage::Legacy(Message::new(&[transfer], Some(&key.pubkey()))), &[&key]).await
    }

    #[tokio::test]
    async fn what_has_expired_is_sent_again_once() {
        // Its blockhash is good up to block 1,234: the first transaction is waited for, the second not any more.
        let error = sent("sig_not_found", &[1_234, 1_235, 1_235]).await.unwrap_err().to_string();
        assert!(
            error.starts_with("error: the transaction expired twice before the network took it\nhint: "),
            "{error}"
        );
    }

    #[tokio::test]
    async fn what_lands_and_fails_is_told() {
        let error = sent("instruction_error", &[]).await.unwrap_err().to_string();
        assert!(error.starts_with("error: an instruction failed: "), "{error}");
        let landed = sent("succeeds", &[]).await.unwrap();
        assert!(landed.failure.is_none());
    }
}
