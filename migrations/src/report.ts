/** What came of one line of the report. */
export type Status = 'ok' | 'differs' | 'published' | 'to sign' | 'skipped';

/** One line of the report. */
export interface Line {
  /** What was looked at. */
  name: string;
  status: Status;
  /** What was found, in one sentence. */
  detail: string;
  /** Transactions for the upgrade authority to sign, base58, in this order. */
  transactions?: string[];
}

/** What a run found and did. */
export interface Report {
  program: string;
  url: string;
  lines: Line[];
}

/** Exit code of a report: 1 where something differs. */
export function exitCode(report: Report): number {
  return report.lines.some(line => line.status === 'differs') ? 1 : 0;
}

function summary(lines: Line[]): string {
  const count = (status: Status) => lines.filter(line => line.status === status).length;
  if (count('differs') > 0) return `${count('differs')} of ${lines.length} differ.`;
  if (count('to sign') > 0) return 'Nothing differs; the upgrade authority has to sign the transactions above.';
  return count('published') > 0 ? 'Published; nothing differs.' : 'Nothing differs, nothing was written.';
}

/** A URL without what may be secret in it: providers put keys in the path, the query or before the host. */
export function withoutSecrets(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** The report as people read it. */
export function renderText(report: Report): string {
  const width = (of: (line: Line) => string) => Math.max(...report.lines.map(line => of(line).length));
  const [status, name] = [width(line => line.status), width(line => line.name)];
  const rows = report.lines.flatMap(line => [
    `${line.status.padEnd(status)}  ${line.name.padEnd(name)}  ${line.detail}`,
    ...(line.transactions ?? []).map(
      (transaction, index) => `\n  transaction ${index + 1}, base58:\n  ${transaction}\n`,
    ),
  ]);
  return [`Mosaic ${report.program} at ${withoutSecrets(report.url)}`, '', ...rows, '', summary(report.lines)].join(
    '\n',
  );
}

/** The report as programs read it. */
export function renderJson(report: Report): string {
  const { program, url, lines } = report;
  return JSON.stringify({ program, url: withoutSecrets(url), ok: exitCode(report) === 0, lines }, null, 2);
}

/** A count of bytes with its thousands apart. */
export function bytes(count: number): string {
  return `${count.toLocaleString('en-US')} bytes`;
}
