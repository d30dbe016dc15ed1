/**
 * Generates `src/generated` from `idl/mosaic.json`: Codama's client for kit, and a table of the program's events, for
 * which Codama makes codecs but no way to tell them apart.
 *
 * `npm run generate` writes; `npm run generate -- --check` writes nothing and fails where the committed files differ.
 */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnchorIdl, rootNodeFromAnchor } from '@codama/nodes-from-anchor';
import { renderVisitor } from '@codama/renderers-js';
import {
  addPdasVisitor,
  assertIsNode,
  bottomUpTransformerVisitor,
  constantPdaSeedNodeFromString,
  createFromRoot,
  numberTypeNode,
  publicKeyTypeNode,
  variablePdaSeedNode,
} from 'codama';
import { format } from 'prettier';

const PACKAGE = join(import.meta.dirname, '..');
const GENERATED = join(PACKAGE, 'src/generated');
const IDL_FILE = join(PACKAGE, '../../idl/mosaic.json');

type Idl = AnchorIdl & { readonly events: readonly { readonly name: string; readonly discriminator: number[] }[] };

const idl = JSON.parse(readFileSync(IDL_FILE, 'utf8')) as Idl;

/** Writes the whole generated folder into `<target>/src/generated`. */
async function generate(target: string): Promise<void> {
  // Without the list of events their types stay among the types, with codecs.
  const codama = createFromRoot(rootNodeFromAnchor({ ...idl, events: [] }));
  const key = (name: string) => variablePdaSeedNode(name, publicKeyTypeNode());
  const prefix = (text: string) => constantPdaSeedNodeFromString('utf8', text);
  // An optional account that a caller leaves out is left out: a default address would name it all the same.
  codama.update(
    bottomUpTransformerVisitor([
      {
        select: '[instructionAccountNode]',
        transform: node => {
          assertIsNode(node, 'instructionAccountNode');
          const { defaultValue, ...account } = node;
          return node.isOptional ? account : node;
        },
      },
    ]),
  );
  // Addresses that no instruction's other accounts determine, so that the IDL does not derive them, and one that follows
  // from a field of an argument, which Codama does not derive.
  codama.update(
    addPdasVisitor({
      mosaic: [
        {
          name: 'license',
          seeds: [prefix('license'), key('vault'), variablePdaSeedNode('number', numberTypeNode('u64'))],
        },
        {
          name: 'offering',
          seeds: [prefix('offering'), key('vault'), variablePdaSeedNode('number', numberTypeNode('u64'))],
        },
        {
          name: 'proposal',
          seeds: [prefix('proposal'), key('vault'), variablePdaSeedNode('number', numberTypeNode('u64'))],
        },
        { name: 'vote', seeds: [prefix('vote'), key('proposal'), key('holder')] },
        {
          name: 'vault',
          seeds: [prefix('vault'), key('creator'), variablePdaSeedNode('id', numberTypeNode('u64'))],
        },
      ],
    }),
  );
  await codama.accept(
    renderVisitor(target, {
      kitImportStrategy: 'rootOnly',
      syncPackageJson: false,
      prettierOptions: { singleQuote: true, printWidth: 120 },
    }),
  );
  const folder = join(target, 'src/generated');
  mend(folder);
  writeFileSync(join(folder, 'events.ts'), await eventTable());
}

/** Every generated file, by its path inside the folder. */
function files(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Mends what Codama's renderer writes, file by file. */
function mend(folder: string): void {
  const present = new Set(files(folder));
  for (const path of present) {
    let text = readFileSync(join(folder, path), 'utf8');
    // Files are named in relative imports, as Node and this package's TypeScript settings want them.
    text = text.replace(/from '(\.\.?(?:\/[^']*)?)'/g, (_, from: string) => {
      const plain = join(path, '..', from);
      return present.has(`${plain}.ts`) ? `from '${from}.ts'` : `from '${from.replace(/\/$/, '')}/index.ts'`;
    });
    // An account and an instruction may have one name: `Stake` and `stake`.
    if (path.startsWith('instructions/')) {
      text = text.replace(/_DISCRIMINATOR\b/g, '_INSTRUCTION_DISCRIMINATOR');
      text = text.replace(/DiscriminatorBytes\b/g, 'InstructionDiscriminatorBytes');
    }
    // What kit says an extended client is cannot be derived from a type parameter.
    text = text.replace(
      /return extendClient\(client, \{([\s\S]*?)\n    \}\);/,
      'return extendClient(client, {$1\n    }) as never;',
    );
    writeFileSync(join(folder, path), text);
  }
}

/** Source of the table from each event's name to its discriminator and codec. */
function eventTable(): Promise<string> {
  const codec = (name: string) => `get${name}Codec`;
  const names = idl.events.map(event => event.name);
  const rows = idl.events.map(({ name, discriminator }) => {
    return `${name}: { discriminator: new Uint8Array([${discriminator.join(', ')}]), getCodec: ${codec(name)} },`;
  });
  const source = `
    /** The program's events: what their data begins with, and how the rest is decoded. */
    import { ${names.map(codec).join(', ')} } from './types/index.ts';

    export const MOSAIC_EVENTS = { ${rows.join('\n')} } as const;
  `;
  return format(source, { parser: 'typescript', singleQuote: true });
}

/** What differs between two folders of generated files. */
function differences(wanted: string, committed: string): string[] {
  const all = [...new Set([...files(wanted), ...files(committed)])];
  const read = (folder: string, path: string) => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch {
      return null;
    }
  };
  return all.filter(path => read(wanted, path) !== read(committed, path));
}

const scratch = mkdtempSync(join(tmpdir(), 'mosaic-generate-'));
try {
  await generate(scratch);
  const made = join(scratch, 'src/generated');
  if (process.argv.includes('--check')) {
    const stale = differences(made, GENERATED);
    if (stale.length > 0) {
      console.error(`src/generated is not what idl/mosaic.json says: run \`npm run generate\`\n${stale.join('\n')}`);
      process.exitCode = 1;
    }
  } else {
    rmSync(GENERATED, { recursive: true, force: true });
    cpSync(made, GENERATED, { recursive: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
