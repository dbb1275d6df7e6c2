/** A fault in a content folder. Faults are collected and reported together. */
export interface Fault {
  /** Relative to the content folder. */
  readonly file: string;
  /** The path of a field, or the heading of a part; empty for the whole file. */
  readonly field: string;
  readonly message: string;
}

export function faultText({ file, field, message }: Fault): string {
  return `${file}: ${field ? `${field}: ` : ''}${message}`;
}

/** Stops the start. The message lists every fault. */
export class ContentError extends Error {
  readonly faults: readonly Fault[];

  constructor(folder: string, faults: readonly Fault[]) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    super(
      `The content in ${folder} has ${count}:\n${faults.map((fault) => `  ${faultText(fault)}`).join('\n')}`,
    );
    this.name = 'ContentError';
    this.faults = faults;
  }
}
