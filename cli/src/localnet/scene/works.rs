//! The NFTs of the scene, and what there is to see of them.

use {
    super::Scene,
    crate::localnet::{error::LocalnetError, wallets::keypair_of},
    base64::{Engine, prelude::BASE64_STANDARD},
    mosaic_client::instructions::DescribeFractionArgs,
    mosaic_harness::{Nft, Nft2022Spec, NftCreator, NftSpec, Standard},
    serde_json::json,
    solana_signer::Signer,
};

/// A work, of which there is one NFT.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// Its title.
    pub title: &'static str,
    /// The symbol of its fractions, if it is split.
    pub symbol: &'static str,
    /// Its picture, a PNG of four pixels: Token Metadata has no room for more.
    picture: &'static [u8],
    /// How its NFT moves.
    pub standard: Standard,
}

/// A plain NFT in its owner's wallet.
pub const PLAIN: Work = Work::plain("Dawn", "DAWN", include_bytes!("pictures/dawn.png"));
/// A programmable NFT in its owner's wallet.
pub const PROGRAMMABLE: Work = Work::programmable("Dusk", "DUSK", include_bytes!("pictures/dusk.png"));
/// An NFT of Token-2022 in its owner's wallet.
pub const TOKEN_2022: Work = Work::token_2022("Noon", "NOON", include_bytes!("pictures/noon.png"));

impl Work {
    /// A work whose NFT is a plain one.
    pub const fn plain(title: &'static str, symbol: &'static str, picture: &'static [u8]) -> Self {
        Self { title, symbol, picture, standard: Standard::NonFungible }
    }

    /// A work whose NFT is a programmable one.
    pub const fn programmable(title: &'static str, symbol: &'static str, picture: &'static [u8]) -> Self {
        Self { title, symbol, picture, standard: Standard::Programmable }
    }

    /// A work whose NFT is of Token-2022, with its metadata in the mint.
    pub const fn token_2022(title: &'static str, symbol: &'static str, picture: &'static [u8]) -> Self {
        Self { title, symbol, picture, standard: Standard::Token2022 }
    }

    /// The standard of its NFT as Token Metadata calls it, or the program it is of instead.
    pub fn standard_name(&self) -> &'static str {
        match self.standard {
            Standard::Token2022 => "Token2022",
            standard if standard.is_programmable() => "ProgrammableNonFungible",
            _ => "NonFungible",
        }
    }

    /// Its description and picture, in the URI itself: there is nothing to be downloaded.
    pub fn uri(&self) -> String {
        let picture = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(self.picture));
        format!("data:application/json,{}", json!({ "name": self.title, "image": picture }))
    }

    /// What its fractions are called.
    pub fn fraction(&self) -> DescribeFractionArgs {
        let (name, symbol) = (format!("{}, in parts", self.title), self.symbol.to_owned());
        DescribeFractionArgs { name, symbol, uri: self.uri() }
    }
}

impl Scene<'_> {
    /// Makes the NFT of a work, with a royalty of 5 per cent for the artist and the studio, and gives it to the owner.
    pub async fn make(&self, work: &Work) -> Result<Nft, LocalnetError> {
        let people = self.wallets;
        let spec = NftSpec {
            standard: work.standard,
            name: work.title.to_owned(),
            symbol: work.symbol.to_owned(),
            uri: work.uri(),
            seller_fee_bps: 500,
            creators: vec![NftCreator::verified(&people.artist, 70), NftCreator::verified(&people.studio, 30)],
            ..NftSpec::default()
        };
        let mint = keypair_of(&format!("work {}", work.title));
        let (owner, deployer) = (people.owner.pubkey(), &people.deployer);
        if work.standard.is_token_2022() {
            let spec = Nft2022Spec::from(&spec);
            let (nft, [make, give]) = spec.creation(&mint.pubkey(), &owner, &deployer.pubkey());
            self.chain.send("making a mint of Token-2022", &make, &[deployer, &mint]).await?;
            self.chain.send("making an NFT of Token-2022", &give, &[deployer]).await?;
            return Ok(nft);
        }
        let (nft, create) = Nft::creation(&spec, &mint.pubkey(), &owner, &deployer.pubkey());
        self.chain.send("making an NFT", &create, &[deployer, &mint]).await?;
        for creator in [&people.artist, &people.studio] {
            let verify = nft.verify_creator(&creator.pubkey());
            self.chain.send("verifying a creator", &[verify], &[creator]).await?;
        }
        Ok(nft)
    }
}

#[cfg(test)]
mod tests {
    use {
        base64::{Engine, prelude::BASE64_STANDARD},
        serde_json::Value,
    };

    #[test]
    fn a_uri_is_a_description_with_a_picture_that_fits_the_metadata() {
        for work in super::super::all_works() {
            let uri = work.uri();
            assert!(uri.len() <= 200, "{} bytes: {uri}", uri.len());
            assert!(work.fraction().name.len() <= 32 && work.symbol.len() <= 10);
            let description = uri.strip_prefix("data:application/json,").unwrap();
            // What ends or escapes in a URL would be cut off or read otherwise.
            assert!(!uri.contains(['#', '%']));
            let description: Value = serde_json::from_str(description).unwrap();
            assert_eq!(description["name"], work.title);
            let picture = description["image"].as_str().unwrap().strip_prefix("data:image/png;base64,").unwrap();
            assert!(BASE64_STANDARD.decode(picture).unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
        }
    }
}
