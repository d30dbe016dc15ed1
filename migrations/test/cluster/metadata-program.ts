import { type Address, getAddressDecoder, type Instruction, type ReadonlyUint8Array, unwrapOption } from '@solana/kit';
import {
  ACCOUNT_HEADER_LENGTH,
  AccountDiscriminator,
  findCanonicalPda,
  getBufferDecoder,
  getBufferEncoder,
  getMetadataDecoder,
  getMetadataEncoder,
  parseProgramMetadataInstruction,
  PROGRAM_METADATA_PROGRAM_ADDRESS,
  ProgramMetadataInstruction,
} from '@solana-program/program-metadata';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';

import { type Account, type Ledger, Refused, rent, resize, transfer } from './ledger';

type Parsed = ReturnType<typeof parseProgramMetadataInstruction>;
type Of<T extends ProgramMetadataInstruction> = Extract<Parsed, { instructionType: T }>;
/** The accounts that tell who may. */
interface Authorities {
  authority: { address: Address };
  program?: { address: Address } | undefined;
  programData?: { address: Address } | undefined;
}
/** Canonical addresses are found ahead: the ledger changes in one go. */
type CanonicalPdas = ReadonlyMap<string, Address>;

/** A model of the Program Metadata program: what it does for canonical metadata and for buffers, and what it refuses of them. */
export class MetadataProgram {
  private constructor(
    private readonly ledger: Ledger,
    private readonly signers: ReadonlySet<Address>,
    private readonly pdas: CanonicalPdas,
  ) {}

  static async canonicalPdas(program: Address): Promise<CanonicalPdas> {
    const seeds = ['idl', 'security'];
    const pdas = await Promise.all(seeds.map(seed => findCanonicalPda({ program, seed })));
    return new Map(seeds.map((seed, index) => [seed, pdas[index]![0]]));
  }

  static execute(ledger: Ledger, signers: ReadonlySet<Address>, pdas: CanonicalPdas, instruction: Instruction): void {
    const { accounts, data } = instruction;
    if (!accounts || !data) throw new Refused('an instruction without accounts or data');
    const parsed = parseProgramMetadataInstruction({ ...instruction, accounts, data });
    new MetadataProgram(ledger, signers, pdas).dispatch(parsed);
  }

  private dispatch(parsed: Parsed): void {
    switch (parsed.instructionType) {
      case ProgramMetadataInstruction.Allocate:
        return this.allocate(parsed);
      case ProgramMetadataInstruction.Extend:
        return this.extend(parsed);
      case ProgramMetadataInstruction.Write:
        return this.write(parsed);
      case ProgramMetadataInstruction.Initialize:
        return this.initialize(parsed);
      case ProgramMetadataInstruction.SetData:
        return this.setData(parsed);
      case ProgramMetadataInstruction.SetAuthority:
        return this.setAuthority(parsed);
      case ProgramMetadataInstruction.Trim:
        return this.trim(parsed);
      case ProgramMetadataInstruction.Close:
        return this.close(parsed);
      default:
        throw new Refused('an instruction that no publication needs');
    }
  }

  private requireSigner(address: Address): void {
    if (!this.signers.has(address)) throw new Refused(`${address} has to sign`);
  }

  private open(address: Address): Account {
    const account = this.ledger.open(address);
    if (account.owner !== PROGRAM_METADATA_PROGRAM_ADDRESS) throw new Refused(`${address} is not of the program`);
    return account;
  }

  private isUpgradeAuthority(authority: Address, programData: Address | undefined): boolean {
    const data = programData && this.ledger.get(programData)?.data;
    if (!data || data[0] !== 3) throw new Refused('no ProgramData');
    return data[12] === 1 && getAddressDecoder().decode(data, 13) === authority;
  }

  private requireCanonical(address: Address, seed: string, authority: Address, programData: Address | undefined): void {
    this.requireSigner(authority);
    const isCanonical = this.isUpgradeAuthority(authority, programData) && this.pdas.get(trimSeed(seed)) === address;
    if (!isCanonical) throw new Refused('invalid seeds');
  }

  /** The authority of a buffer or of metadata, or the upgrade authority of their program where they are canonical. */
  private requireAuthority(account: Account, { authority, program, programData }: Authorities): void {
    this.requireSigner(authority.address);
    const isBuffer = account.data[0] === AccountDiscriminator.Buffer;
    const header = isBuffer ? getBufferDecoder().decode(account.data) : getMetadataDecoder().decode(account.data);
    if ('mutable' in header && !header.mutable) throw new Refused('immutable');
    if (unwrapOption(header.authority) === authority.address) return;
    const of = typeof header.program === 'string' ? header.program : unwrapOption(header.program);
    const isCanonical = header.canonical && of === program?.address;
    if (!isCanonical || !this.isUpgradeAuthority(authority.address, programData?.address)) {
      throw new Refused('incorrect authority');
    }
  }

  private allocate({ accounts, data }: Of<typeof ProgramMetadataInstruction.Allocate>): void {
    const { address } = accounts.buffer;
    const authority = accounts.authority.address;
    this.requireSigner(authority);
    const account = this.ledger.open(address);
    const canonical = address !== authority;
    const seed = unwrapOption(data.seed) ?? '';
    if (canonical) this.requireCanonical(address, seed, authority, accounts.programData?.address);
    if (account.data.length === 0) {
      resize(account, ACCOUNT_HEADER_LENGTH);
      account.owner = PROGRAM_METADATA_PROGRAM_ADDRESS;
    } else if (account.data[0] !== AccountDiscriminator.Empty) {
      throw new Refused('already initialized');
    }
    if (account.lamports < rent(account.data.length)) throw new Refused(`${address} cannot pay its rent`);
    const program = canonical ? (accounts.program?.address ?? null) : null;
    const header = getBufferEncoder().encode({ program, authority, canonical, seed, data: new Uint8Array() });
    account.data.set(header.slice(0, ACCOUNT_HEADER_LENGTH));
  }

  private extend({ accounts, data }: Of<typeof ProgramMetadataInstruction.Extend>): void {
    const account = this.open(accounts.account.address);
    this.requireAuthority(account, accounts);
    resize(account, account.data.length + data.length);
  }

  private bufferData(address: Address): ReadonlyUint8Array {
    const account = this.open(address);
    if (account.data[0] !== AccountDiscriminator.Buffer) throw new Refused('not a buffer');
    return account.data.slice(ACCOUNT_HEADER_LENGTH);
  }

  private write({ accounts, data }: Of<typeof ProgramMetadataInstruction.Write>): void {
    const account = this.open(accounts.buffer.address);
    this.requireSigner(accounts.authority.address);
    this.bufferData(accounts.buffer.address);
    if (unwrapOption(getBufferDecoder().decode(account.data).authority) !== accounts.authority.address) {
      throw new Refused('incorrect authority');
    }
    const source = accounts.sourceBuffer && this.bufferData(accounts.sourceBuffer.address);
    const given = unwrapOption(data.data) ?? new Uint8Array();
    if ((source === undefined) === (given.length === 0)) throw new Refused('data or a source buffer');
    const written = source ?? given;
    const start = ACCOUNT_HEADER_LENGTH + data.offset;
    resize(account, Math.max(account.data.length, start + written.length));
    account.data.set(written, start);
  }

  private initialize({ accounts, data }: Of<typeof ProgramMetadataInstruction.Initialize>): void {
    const { address } = accounts.metadata;
    this.requireCanonical(address, data.seed, accounts.authority.address, accounts.programData?.address);
    const account = this.ledger.open(address);
    const given = unwrapOption(data.data) ?? new Uint8Array();
    if (account.data.length === 0) {
      if (given.length === 0) throw new Refused('no data');
      resize(account, ACCOUNT_HEADER_LENGTH + given.length);
      account.owner = PROGRAM_METADATA_PROGRAM_ADDRESS;
      account.data.set(given, ACCOUNT_HEADER_LENGTH);
    } else if (account.data[0] !== AccountDiscriminator.Buffer || given.length > 0) {
      throw new Refused('already initialized');
    }
    const held = account.data.slice(ACCOUNT_HEADER_LENGTH);
    const program = accounts.program.address;
    this.replace(account, { ...data, program, authority: null, mutable: true, canonical: true, data: held });
  }

  private replace(
    account: Account,
    metadata: Omit<Parameters<ReturnType<typeof getMetadataEncoder>['encode']>[0], 'dataLength'>,
  ): void {
    const encoded = getMetadataEncoder().encode({ ...metadata, dataLength: metadata.data.length });
    resize(account, encoded.length);
    account.data.set(encoded);
  }

  private setData({ accounts, data }: Of<typeof ProgramMetadataInstruction.SetData>): void {
    const account = this.open(accounts.metadata.address);
    this.requireAuthority(account, accounts);
    if (account.data[0] !== AccountDiscriminator.Metadata) throw new Refused('not metadata');
    const given = unwrapOption(data.data) ?? new Uint8Array();
    const source = accounts.buffer && this.bufferData(accounts.buffer.address);
    if ((source === undefined) === (given.length === 0)) throw new Refused('data or a buffer');
    this.replace(account, { ...getMetadataDecoder().decode(account.data), ...data, data: source ?? given });
  }

  private setAuthority({ accounts, data }: Of<typeof ProgramMetadataInstruction.SetAuthority>): void {
    const account = this.open(accounts.account.address);
    this.requireAuthority(account, accounts);
    if (account.data[0] !== AccountDiscriminator.Buffer) throw new Refused('only buffers are handed over here');
    const header = { ...getBufferDecoder().decode(account.data), authority: data.newAuthority };
    account.data.set(getBufferEncoder().encode(header));
  }

  private trim({ accounts }: Of<typeof ProgramMetadataInstruction.Trim>): void {
    const account = this.open(accounts.account.address);
    this.requireAuthority(account, accounts);
    resize(account, ACCOUNT_HEADER_LENGTH + getMetadataDecoder().decode(account.data).dataLength);
    const excess = account.lamports - rent(account.data.length);
    transfer(account, this.ledger.open(accounts.destination.address), excess);
  }

  private close({ accounts }: Of<typeof ProgramMetadataInstruction.Close>): void {
    const account = this.open(accounts.account.address);
    this.requireAuthority(account, accounts);
    transfer(account, this.ledger.open(accounts.destination.address), account.lamports);
    Object.assign(account, { data: new Uint8Array(), owner: SYSTEM_PROGRAM_ADDRESS });
  }
}

/** A seed of 16 bytes without the zeros that fill it up. */
function trimSeed(seed: string): string {
  return seed.replace(/\0+$/, '');
}
