/** What the runtime wrote into the log of a transaction, with the program that ran when it did. */

import { type Address, isAddress } from '@solana/kit';

/** One thing in a log that matters to this client. */
export type LogEntry =
  /** Data that `program` logged, in base64; `program` is null outside of any call. */
  | { kind: 'data'; program: Address | null; data: string }
  /** Text that `program` logged. */
  | { kind: 'text'; program: Address | null; text: string }
  /** The program failed. The first failure of a log is that of the innermost call. */
  | { kind: 'failed'; program: Address; reason: string }
  /** The network cut the log here. */
  | { kind: 'truncated' };

const DATA = 'Program data: ';
const TEXT = 'Program log: ';
const FAILED = 'failed: ';

/**
 * Reads the log lines of one transaction. Which program runs follows from the lines that the runtime itself writes at the
 * start and the end of each call, and no program can write: whatever one logs begins with `Program log: ` or
 * `Program data: `.
 */
export function readLogs(lines: Iterable<string>): LogEntry[] {
  const running: Address[] = [];
  const entries: LogEntry[] = [];
  for (const line of lines) {
    const program = running.at(-1) ?? null;
    if (line === 'Log truncated') entries.push({ kind: 'truncated' });
    else if (line.startsWith(DATA)) entries.push({ kind: 'data', program, data: line.slice(DATA.length) });
    else if (line.startsWith(TEXT)) entries.push({ kind: 'text', program, text: line.slice(TEXT.length) });
    else {
      const said = runtimeLine(line);
      if (said === null) entries.push({ kind: 'text', program, text: line });
      else if (said.what.startsWith('invoke [')) running.push(said.program);
      else if (said.program === program && (said.what === 'success' || said.what.startsWith('failed'))) {
        running.pop();
        if (said.what.startsWith(FAILED)) {
          entries.push({ kind: 'failed', program, reason: said.what.slice(FAILED.length) });
        }
      }
    }
  }
  return entries;
}

/** `Program <address> <what happened>`. */
function runtimeLine(line: string): { program: Address; what: string } | null {
  const [, program, what] = /^Program (\S+) (.*)$/s.exec(line) ?? [];
  return program !== undefined && what !== undefined && isAddress(program) ? { program, what } : null;
}
