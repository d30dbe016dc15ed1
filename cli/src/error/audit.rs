//! What an audit complains of.

use {super::CliError, mosaic_audit::AuditError};

impl From<AuditError> for CliError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Broken(broken) => {
                let of = broken.vault.map(|vault| format!("the vault {vault} is broken: ")).unwrap_or_default();
                Self::new(
                    format!("{of}{}", broken.what),
                    "Amounts are raw units. docs/invariants.md says what must hold; look again with --commitment finalized.",
                )
                .named(broken.invariant.to_string())
            }
            unknown @ AuditError::UnknownType { .. } => {
                Self::new(unknown.to_string(), "Compare the versions of client and program.").named("UnknownType")
            }
            unreadable @ AuditError::ClockUnreadable => {
                Self::new(unreadable.to_string(), "Compare --url with the address of a Solana RPC server.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use {super::*, anchor_lang::prelude::Pubkey, mosaic_audit::broken};

    #[test]
    fn a_broken_invariant_is_told_by_its_number_and_vault() {
        let vault = Pubkey::new_from_array([7; 32]);
        let error = CliError::from(AuditError::from(broken!(INV_03, "it owes 2, its escrow holds 1").of(&vault)));
        let told =
            format!("error: the vault {vault} is broken: it owes 2, its escrow holds 1 [INV-03]\nhint: Amounts are");
        assert!(error.to_string().starts_with(&told), "{error}");
        let lost = CliError::from(AuditError::from(broken!(INV_12, "records have no vault")));
        assert!(lost.to_string().starts_with("error: records have no vault [INV-12]\n"), "{lost}");
    }
}
