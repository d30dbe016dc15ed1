//! What went wrong.

use crate::{
    error::{ClientError, Exclusion, Explanation, Owing},
    state::{DecodeError, QuoteError},
};

use super::{enums, structs, texts};

texts! { Exclusion }

enums! {
    ClientError {
        NoVault { vault },
        ForeignAccount { address, wanted, owner },
        Undecodable { address, source },
        SysvarUnreadable { address },
        AccountMissing { what, address },
        QuoteMintNotClassic { mint },
        VaultIdUsed { id },
        WrongNumberOfNfts { given },
        TextTooLong { field, bytes, most },
        Nft { mint, refusal },
        Rule(value),
        WrongStatus { status },
        NotTheCreator { creator },
        NotTheWholeSupply { supply, held },
        NotEnoughCash { needed, available },
        NotEnoughFractions { needed, available },
        NotEnoughTokens { mint, needed, available },
        NothingStaked { vault, holder },
        NotEnoughStaked { needed, staked },
        StakeLocked { free_at, now },
        NotTheHolderOrDelegate { authority, delegate },
        AskAboveLadder { price, highest },
        NoIncomeMint { mint, curator },
        NotTheCurator { curator },
        IncomeMintKnown { mint },
        TooManyIncomeMints { most },
        IncomeMintNotClassic { mint },
        IncomeMintIsFraction { mint },
        NoIncomeDue { holder },
        NothingLeftToEarn,
        Frozen { account },
        NothingOwed { vault, wallet },
        StillOwing { owing },
        NoProposal { vault, number },
        NoVote { number, holder },
        StakeBelowProposal { needed, staked },
        VotingOver { number, ended_at },
        NotExecutable { number, phase, executable_at, expires_at },
        TermsUriTooLong { bytes, most },
        TermsUriWithZero,
        CuratorFeeAboveCap { fee_bps, cap_bps },
        NoLicense { vault, number },
        NotALicense { address },
        NotTheLicensee { licensee },
        LicenseExcluded { by, until },
        LicenseRenewed { renewable_from },
        NoOffer { bidder },
        OfferStillOpen { acceptable_at, now },
        OfferVetoed { vetoing, most },
        NoOffering { vault, number },
        NoPurchase { number, buyer },
        AboveOffered { wanted, left },
        AboveWalletLimit { wanted, bought, limit },
        PurchasesStillOpen { number, open },
        InstructionTooLarge { index, bytes, most },
        InstructionTooExpensive { index, limit },
    }
    QuoteError {
        OfAnotherProgram { program },
        Malformed { length },
    }
}

structs! {
    DecodeError { wanted, length }
    Explanation { name, sentence, hint }
    Owing { assets, bids, royalties, curator_fee, proceeds, stakes, records, offerings, fractions }
}
