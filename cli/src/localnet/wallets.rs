//! The people of the network.

use {
    super::{chain::Chain, error::LocalnetError},
    sha2::{Digest, Sha256},
    solana_keypair::Keypair,
    solana_signer::{EncodableKey, Signer},
    std::{
        io,
        path::{Path, PathBuf},
    },
};

/// Lamports everybody starts with: 1,000 SOL.
const LAMPORTS: u64 = 1_000_000_000_000;

/// A key pair that follows from a name, so that addresses are the same at every start. Anybody can derive it: it is
/// worth nothing on a network of others.
pub fn keypair_of(name: &str) -> Keypair {
    Keypair::new_from_array(Sha256::digest(format!("mosaic localnet {name}")).into())
}

/// The people: those of the worked example, who was there before them, and who installed the programs.
pub struct Wallets {
    /// Creates the vaults and is their curator.
    pub owner: Keypair,
    pub ana: Keypair,
    pub ben: Keypair,
    pub cleo: Keypair,
    pub dan: Keypair,
    /// Creator of the NFTs with 70 per cent of their royalty.
    pub artist: Keypair,
    /// Creator of the NFTs with 30 per cent of their royalty.
    pub studio: Keypair,
    /// Pays income into a vault.
    pub sponsor: Keypair,
    /// May upgrade the programs, mint USDC and change the metadata of the NFTs.
    pub deployer: Keypair,
}

impl Wallets {
    /// Everybody.
    pub fn new() -> Self {
        Self {
            owner: keypair_of("owner"),
            ana: keypair_of("ana"),
            ben: keypair_of("ben"),
            cleo: keypair_of("cleo"),
            dan: keypair_of("dan"),
            artist: keypair_of("artist"),
            studio: keypair_of("studio"),
            sponsor: keypair_of("sponsor"),
            deployer: keypair_of("deployer"),
        }
    }

    /// Everybody by name.
    pub fn all(&self) -> [(&'static str, &Keypair); 9] {
        [
            ("owner", &self.owner),
            ("ana", &self.ana),
            ("ben", &self.ben),
            ("cleo", &self.cleo),
            ("dan", &self.dan),
            ("artist", &self.artist),
            ("studio", &self.studio),
            ("sponsor", &self.sponsor),
            ("deployer", &self.deployer),
        ]
    }

    /// Writes everybody's key pair to a file of its own.
    ///
    /// # Errors
    /// [`LocalnetError::File`]
    pub fn write(&self, folder: &Path) -> Result<(), LocalnetError> {
        for (name, keypair) in self.all() {
            let path = file_of(folder, name);
            if let Err(error) = keypair.write_to_file(&path) {
                return Err(LocalnetError::File { path, reason: io::Error::other(error.to_string()) });
            }
        }
        Ok(())
    }

    /// Gives everybody SOL.
    ///
    /// # Errors
    /// [`LocalnetError::Rpc`]
    pub async fn fund(&self, chain: &Chain) -> Result<(), LocalnetError> {
        for (_, keypair) in self.all() {
            chain.airdrop(&keypair.pubkey(), LAMPORTS).await?;
        }
        Ok(())
    }
}

/// The file with somebody's key pair.
pub fn file_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.json"))
}
