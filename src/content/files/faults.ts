/** What is wrong with a content folder: which file, which field, what was expected. Collected, then reported together. */
export interface Fault {
  /** Relative to the content folder. */
  readonly file: string;
  /** Path of the field, or the part's heading; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

export function faultText({ file, field, message }: Fault): string {
  return `${file}: ${field ? `${field}: ` : ''}${message}`;
}

/** Stops the start; its message lists every fault. */
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
