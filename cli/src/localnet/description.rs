//! `localnet.json`: what others need to know of the network; and the same for people.

use {
    super::{
        LocalnetArgs,
        error::LocalnetError,
        programs::Programs,
        scene::{USDC_DECIMALS, Vaults},
        wallets::{Wallets, file_of},
    },
    anchor_lang::prelude::Pubkey,
    comfy_table::{Table, presets},
    mosaic_client::rules,
    serde::{Serialize, Serializer},
    solana_signer::Signer,
    std::{
        collections::BTreeMap,
        fmt, fs, io,
        path::{Path, PathBuf},
    },
};

/// Name of the file.
const FILE: &str = "localnet.json";

/// A network that is ready. Amounts and numbers of 64 bits are decimal texts, times are Unix seconds.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    pub rpc_url: String,
    pub ws_url: String,
    pub clock_speed: u32,
    /// Address of the Mosaic program.
    pub program: String,
    pub programs: Programs,
    /// A lookup table of what most transactions name.
    pub lookup_table: String,
    /// By name.
    pub wallets: BTreeMap<&'static str, WalletDescription>,
    /// By symbol in lower case.
    pub mints: BTreeMap<&'static str, MintDescription>,
    /// Those in their owner's wallet, by name.
    pub nfts: BTreeMap<&'static str, NftDescription>,
    /// `None` if none was asked for.
    pub vaults: Option<Vaults<VaultDescription>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct WalletDescription {
    pub address: String,
    /// The file with its key pair.
    pub keypair: PathBuf,
}

#[derive(Clone, Debug, Serialize)]
pub struct MintDescription {
    pub address: String,
    pub symbol: &'static str,
    pub decimals: u8,
}

#[derive(Clone, Debug, Serialize)]
pub struct NftDescription {
    pub mint: String,
    pub name: &'static str,
    pub uri: String,
    /// As Token Metadata calls it; `Token2022` of one that is of this program.
    pub standard: &'static str,
    /// Name of the wallet that has it in its associated token account.
    pub owner: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultDescription {
    pub address: String,
    pub status: Status,
    /// Name of a wallet.
    pub creator: &'static str,
    pub id: String,
    /// Of the fraction, like its symbol.
    pub name: String,
    pub symbol: String,
    pub fraction_mint: String,
    pub quote_mint: String,
    /// Fractions at activation.
    pub supply: String,
    /// Of the fraction.
    pub decimals: u8,
    pub nfts: Vec<String>,
    /// Number of a licence that was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// Number of a proposal that is being voted on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// When its auction ends, if nobody bids late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<i64>,
    /// What there is to do with it.
    pub about: &'static str,
}

/// A vault's status by its name.
#[derive(Clone, Copy, Debug)]
pub struct Status(pub rules::Status);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Vaults<VaultDescription> {
    fn table(&self) -> Table {
        let Self { draft, active, offered, auction, sold, reclaimed } = self;
        let mut table = table(["vault", "status", "symbol", "what there is to do"]);
        for vault in [draft, active, offered, auction, sold, reclaimed] {
            table.add_row([vault.address.as_str(), &vault.status.to_string(), &vault.symbol, vault.about]);
        }
        table
    }
}

impl NftDescription {
    pub fn new(mint: &Pubkey, name: &'static str, uri: String, standard: &'static str, owner: &'static str) -> Self {
        Self { mint: mint.to_string(), name, uri, standard, owner }
    }
}

impl Description {
    /// A network without anything on it.
    pub fn new(args: &LocalnetArgs, folder: &Path, wallets: &Wallets) -> Self {
        let wallet =
            |name, address: Pubkey| WalletDescription { address: address.to_string(), keypair: file_of(folder, name) };
        let wallets = wallets.all().map(|(name, keypair)| (name, wallet(name, keypair.pubkey())));
        Self {
            rpc_url: args.rpc_url(),
            ws_url: args.ws_url(),
            clock_speed: args.clock_speed,
            program: mosaic_client::PROGRAM_ID.to_string(),
            programs: Programs::default(),
            lookup_table: String::new(),
            wallets: wallets.into(),
            mints: BTreeMap::new(),
            nfts: BTreeMap::new(),
            vaults: None,
        }
    }

    /// Adds the mint that stands for USDC.
    pub fn add_usdc(&mut self, mint: &Pubkey) {
        let usdc = MintDescription { address: mint.to_string(), symbol: "USDC", decimals: USDC_DECIMALS };
        self.mints.insert("usdc", usdc);
    }

    /// The whole as JSON.
    pub fn json(&self) -> Result<String, LocalnetError> {
        serde_json::to_string_pretty(self).map_err(|error| LocalnetError::Output(error.into()))
    }

    /// The whole as a text for people.
    pub fn text(&self, folder: &Path) -> String {
        let mut wallets = table(["wallet", "address"]);
        for (name, wallet) in &self.wallets {
            wallets.add_row([*name, &wallet.address]);
        }
        let mut others = table(["what else", "address"]);
        others.add_row(["the program", &self.program]);
        for mint in self.mints.values() {
            others.add_row([&format!("the mint of {}", mint.symbol), &mint.address]);
        }
        for nft in self.nfts.values() {
            others.add_row([&format!("\"{}\", {}, in {}'s wallet", nft.name, nft.standard, nft.owner), &nft.mint]);
        }
        let mut parts: Vec<String> = self.vaults.iter().map(|vaults| vaults.table().to_string()).collect();
        parts.extend([wallets.to_string(), others.to_string()]);
        parts.push(format!(
            "JSON-RPC   {}\nwebsocket  {}\nkeys       {}\nall of it  {}",
            self.rpc_url,
            self.ws_url,
            folder.display(),
            file(folder).display(),
        ));
        parts.push("Ctrl-C ends the network; nothing of it is kept.".to_owned());
        parts.join("\n\n")
    }

    /// Writes the file, in one piece.
    ///
    /// # Errors
    /// [`LocalnetError::File`]
    pub fn write(&self, folder: &Path) -> Result<(), LocalnetError> {
        let (path, unfinished) = (file(folder), folder.join(format!("{FILE}.unfinished")));
        let json = self.json()?;
        let written = fs::write(&unfinished, json + "\n").and_then(|()| fs::rename(&unfinished, &path));
        written.map_err(|reason| LocalnetError::File { path, reason })
    }
}

/// Removes the file, so that nobody takes an old network for a new one.
///
/// # Errors
/// [`LocalnetError::File`]
pub fn remove(folder: &Path) -> Result<(), LocalnetError> {
    let path = file(folder);
    match fs::remove_file(&path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(LocalnetError::File { path, reason }),
        _ => Ok(()),
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(header);
    table
}
