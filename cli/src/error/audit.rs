//! What an audit complains of.

use {super::CliError, mosaic_audit::AuditError};

impl From<AuditError> for CliError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Broken(broken) => {
                // Most sentences name the vault.
                let vault = broken.vault.map(|vault| vault.to_string()).filter(|vault| !broken.what.contains(vault));
                let of = vault.map(|vault| format!("in {vault} ")).unwrap_or_default();
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
    use {
        super::*,
        anchor_lang::prelude::Pubkey,
        mosaic_audit::{Broken, broken},
    };

    #[test]
    fn a_broken_invariant_is_told_by_its_number_and_vault() {
        let vault = Pubkey::new_from_array([7; 32]);
        let told = |broken: Broken| CliError::from(AuditError::from(broken.of(&vault))).to_string();
        let named = told(broken!(INV_03, "{vault} owes 2, its cash escrow holds 1"));
        let expected = format!("error: {vault} owes 2, its cash escrow holds 1 [INV-03]\nhint: Amounts are raw units.");
        assert!(named.starts_with(&expected), "{named}");
        let unnamed = told(broken!(INV_01, "the custody of an NFT is gone"));
        assert!(
            unnamed.starts_with(&format!("error: in {vault} the custody of an NFT is gone [INV-01]\n")),
            "{unnamed}"
        );
        let lost = CliError::from(AuditError::from(broken!(INV_12, "records have no vault")));
        assert!(lost.to_string().starts_with("error: records have no vault [INV-12]\n"), "{lost}");
    }
}
