//! The network as whoever sets the scene sees it.

use {
    super::error::LocalnetError,
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        actions::Action,
        reader::{Accounts, CLOCK_SYSVAR_ID},
        transactions::{PackedTransaction, Packing},
    },
    serde_json::{Value, json},
    solana_commitment_config::CommitmentConfig,
    solana_keypair::Keypair,
    solana_rpc_client::{api::request::RpcRequest, nonblocking::rpc_client::RpcClient},
    solana_signer::Signer,
    solana_transaction::versioned::VersionedTransaction,
};

/// A network to send to. What was sent has been executed when it returns.
pub struct Chain {
    /// Reads what was executed last.
    pub rpc: RpcClient,
}

impl Chain {
    /// The network at this URL.
    pub fn at(url: &str) -> Self {
        Self { rpc: RpcClient::new_with_commitment(url.to_owned(), CommitmentConfig::processed()) }
    }

    /// Sends instructions, in as many transactions as it takes, each with all signers; the first pays.
    ///
    /// # Errors
    /// [`LocalnetError::Refused`] by the name of the step, [`LocalnetError::Client`], [`LocalnetError::Rpc`]
    pub async fn send(
        &self,
        step: &str,
        instructions: &[Instruction],
        signers: &[&Keypair],
    ) -> Result<(), LocalnetError> {
        self.pack_and_send(step, instructions, signers, None).await
    }

    /// Sends an action of the client.
    ///
    /// # Errors
    /// Those of [`Self::send`].
    pub async fn act<Q>(&self, step: &str, signer: &Keypair, action: Action<Q>) -> Result<(), LocalnetError> {
        self.pack_and_send(step, &action.instructions, &[signer], Some(0)).await
    }

    async fn pack_and_send(
        &self,
        step: &str,
        instructions: &[Instruction],
        signers: &[&Keypair],
        price_per_unit: Option<u64>,
    ) -> Result<(), LocalnetError> {
        let payer = signers.first().map(|payer| payer.pubkey()).unwrap_or_default();
        let packing = Packing { payer, tables: &[], price_per_unit };
        for PackedTransaction { mut message, .. } in packing.transactions(instructions)? {
            message.set_recent_blockhash(self.rpc.get_latest_blockhash().await?);
            let refused = |reason: String| LocalnetError::Refused { step: step.to_owned(), reason };
            let signed = VersionedTransaction::try_new(message, signers);
            let transaction = signed.map_err(|error| refused(error.to_string()))?;
            self.rpc.send_transaction(&transaction).await.map_err(|error| refused(error.to_string()))?;
        }
        Ok(())
    }

    /// Gives lamports.
    ///
    /// # Errors
    /// [`LocalnetError::Rpc`]
    pub async fn airdrop(&self, to: &Pubkey, lamports: u64) -> Result<(), LocalnetError> {
        self.rpc.request_airdrop(to, lamports).await?;
        Ok(())
    }

    /// The network's time, in Unix seconds.
    ///
    /// # Errors
    /// [`LocalnetError::Rpc`], [`LocalnetError::Client`]
    pub async fn now(&self) -> Result<i64, LocalnetError> {
        let accounts = Accounts::read(&self.rpc, &[CLOCK_SYSVAR_ID]).await?;
        Ok(accounts.clock()?.unix_timestamp)
    }

    /// Moves the clock to a time in Unix seconds, unless it is past that.
    ///
    /// # Errors
    /// Those of [`Self::now`], [`LocalnetError::Refused`]
    pub async fn travel_to(&self, time: i64) -> Result<(), LocalnetError> {
        if self.now().await? < time {
            self.call("surfnet_timeTravel", json!([{ "absoluteTimestamp": time.saturating_mul(1_000) }])).await?;
        }
        Ok(())
    }

    /// Stops the clock.
    ///
    /// # Errors
    /// [`LocalnetError::Refused`]
    pub async fn pause(&self) -> Result<(), LocalnetError> {
        self.call("surfnet_pauseClock", json!([])).await
    }

    /// Lets the clock run.
    ///
    /// # Errors
    /// [`LocalnetError::Refused`]
    pub async fn resume(&self) -> Result<(), LocalnetError> {
        self.call("surfnet_resumeClock", json!([])).await
    }

    /// Installs a program that `authority` may upgrade.
    ///
    /// # Errors
    /// [`LocalnetError::Refused`]
    pub async fn write_program(&self, id: &Pubkey, bytecode: &[u8], authority: &Pubkey) -> Result<(), LocalnetError> {
        let parameters = json!([id.to_string(), hex::encode(bytecode), 0, authority.to_string()]);
        self.call("surfnet_writeProgram", parameters).await
    }

    async fn call(&self, method: &'static str, parameters: Value) -> Result<(), LocalnetError> {
        let answer = self.rpc.send::<Value>(RpcRequest::Custom { method }, parameters).await;
        answer.map(drop).map_err(|error| LocalnetError::Refused { step: method.to_owned(), reason: error.to_string() })
    }
}
