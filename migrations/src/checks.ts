import type { Address } from '@solana/kit';
import { LOADER_V3_PROGRAM_ADDRESS } from '@solana-program/program-metadata';

import { bytecodeHash, type Deployment, loaderName, trimmedLength, type Upgradeable } from './deployment';
import { bytes, type Line } from './report';
import type { ProgramId } from './sources';

/** Compares the program that the IDL names with every other place that names it. */
export function checkIds(program: Address, ids: readonly ProgramId[]): Line {
  const others = ids.filter(({ id }) => id !== program);
  if (others.length > 0) {
    const found = others.map(({ where, id }) => `${where} says ${id}`).join('; ');
    return { name: 'program id', status: 'differs', detail: `The IDL says ${program}, but ${found}.` };
  }
  const places = new Intl.ListFormat('en').format(['The IDL', ...ids.map(({ where }) => where)]);
  return { name: 'program id', status: 'ok', detail: `${places} agree.` };
}

/** Whether the address holds a program that can be called, of the upgradeable loader. */
export function checkProgram({ executable, loader, upgradeable }: Deployment): Line {
  const of = `It is of ${loaderName(loader)}`;
  if (loader !== LOADER_V3_PROGRAM_ADDRESS || !upgradeable) {
    return { name: 'program', status: 'differs', detail: `${of}; expected the upgradeable loader.` };
  }
  if (!executable) return { name: 'program', status: 'differs', detail: `${of}, but not executable.` };
  return { name: 'program', status: 'ok', detail: `${of}, executable, deployed in slot ${upgradeable.slot}.` };
}

/** Compares who can upgrade the program with who shall. `kind` says what sort of address it is. */
export function checkAuthority({ authority }: Upgradeable, kind: string, expected: Address | 'frozen' | 'any'): Line {
  const found = authority === null ? 'Frozen: nobody can upgrade it' : `${authority} can upgrade it, ${kind}`;
  if (expected === 'any') {
    return {
      name: 'authority',
      status: 'skipped',
      detail: `${found}; nobody was expected, as --authority or --frozen do.`,
    };
  }
  if ((authority ?? 'frozen') === expected)
    return { name: 'authority', status: 'ok', detail: `${found}, as expected.` };
  const wanted = expected === 'frozen' ? 'that nobody can' : expected;
  return { name: 'authority', status: 'differs', detail: `${found}; expected ${wanted}.` };
}

/** Compares the sha256 of the bytecode with the expected one; `source` says where that is from. */
export function checkBytecode({ bytecode }: Upgradeable, expected: string, source: string): Line {
  const found = bytecodeHash(bytecode);
  const same = found === expected;
  return {
    name: 'bytecode',
    status: same ? 'ok' : 'differs',
    detail: same ? `sha256 ${found}, that of ${source}.` : `sha256 ${found}; that of ${source} is ${expected}.`,
  };
}

/** How much of what is allotted to the bytecode is used. An upgrade that is longer needs `solana program extend` first. */
export function describeSize({ bytecode }: Upgradeable): Line {
  const used = trimmedLength(bytecode);
  const room = bytecode.length - used;
  return {
    name: 'size',
    status: 'ok',
    detail: `${bytes(used)} of ${bytes(bytecode.length)} allotted; an upgrade can be ${bytes(room)} longer.`,
  };
}
