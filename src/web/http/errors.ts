/** Errors that are shown to the visitor (middleware/problem-page.ts). The message is part of the page. */
export class Problem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = new.target.name;
    this.status = status;
  }
}

export class NotFound extends Problem {
  constructor(message = 'There is no page at this address.') {
    super(404, message);
  }
}

/** A link of this site leads to nothing, for a reason that the title of the page gives. */
export class UnusableLink extends NotFound {
  readonly title: string;

  constructor(title: string, message: string) {
    super(message);
    this.title = title;
  }
}

export class Refused extends Problem {
  constructor() {
    super(403, 'This change was asked for by a page of another site, so it was not made.');
  }
}

export class TooManyRequests extends Problem {
  constructor() {
    super(429, 'Too many requests have come from your address.');
  }
}

/** The queue of documents to be made is full. */
export class TooManyDocuments extends Problem {
  constructor() {
    super(503, 'Too many documents are being made just now.');
  }
}

/**
 * Thrown when the response has room for only some of the cookies to set. The jar holds those. The error handler answers 307, so
 * that the browser sends the same request again, and the rest is saved then.
 */
export class RepeatRequest extends Error {}

/** The state does not fit its cookie, and nothing was saved. */
export class StateTooLarge extends Problem {
  constructor() {
    super(
      422,
      'There is no room for this in the browser’s cookies, so it was not saved. Shorten a name or your contract, or delete an assessment, a snapshot or answers kept aside that you no longer need.',
    );
  }
}

/** A worksheet does not fit its cookie, and nothing was saved. */
export class WorksheetTooLarge extends Problem {
  /** How many bytes of text do not fit. */
  readonly over: number;

  constructor(over: number) {
    super(
      422,
      `That is ${over} ${over === 1 ? 'character' : 'characters'} more than the browser’s cookies hold, so it was not saved. Shorten a text.`,
    );
    this.over = over;
  }
}
