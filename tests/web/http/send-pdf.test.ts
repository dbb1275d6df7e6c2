import { EventEmitter } from 'node:events';
import express, { type Request, type Response } from 'express';
import { describe, expect, it } from 'vitest';
import { DocumentsBusy } from '../../../src/exports/document-queue.ts';
import { TooManyDocuments } from '../../../src/web/http/errors.ts';
import { paperOf, sendPdf } from '../../../src/web/http/send-pdf.ts';

/** A response that records its headers and body. */
class Recorded extends EventEmitter {
  readonly locals = {};
  readonly headers = new Map<string, string>();
  destroyed = false;
  body: unknown;

  set(headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) this.headers.set(name, value);
  }

  setHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  end(body: unknown): void {
    this.body = body;
  }
}

const send = (res: Recorded, make: (signal: AbortSignal) => Promise<Buffer>) =>
  sendPdf(res as unknown as Response, 'report.pdf', make);

/** Rejects when the signal aborts, as the queue of documents does. */
const aborted = (signal: AbortSignal) =>
  new Promise<Buffer>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('sendPdf', () => {
  it('sends the document as a download', async () => {
    const res = new Recorded();
    await send(res, async () => Buffer.from('%PDF'));
    expect(res.body).toEqual(Buffer.from('%PDF'));
    expect(res.headers.get('Content-Type')).toBe('application/pdf');
    expect(res.headers.get('Content-Disposition')).toBe('attachment; filename="report.pdf"');
  });

  it('aborts and sends nothing when the connection closes', async () => {
    const res = new Recorded();
    const sent = send(res, aborted);
    res.emit('close');
    await sent;
    expect(res.body).toBeUndefined();
  });

  it('aborts and sends nothing when the connection has closed already', async () => {
    const res = new Recorded();
    res.destroyed = true;
    await send(res, aborted);
    expect(res.body).toBeUndefined();
  });

  it('throws TooManyDocuments and sets Retry-After when the queue is full', async () => {
    const res = new Recorded();
    await expect(send(res, () => Promise.reject(new DocumentsBusy(20)))).rejects.toThrow(TooManyDocuments);
    expect(res.headers.get('Retry-After')).toBe('10');
  });

  it('throws any other error of the document', async () => {
    const res = new Recorded();
    await expect(send(res, () => Promise.reject(new Error('no font')))).rejects.toThrow('no font');
    expect(res.headers.size).toBe(0);
  });
});

describe('paperOf', () => {
  const requestWith = (paper: unknown, language?: string): Request =>
    Object.defineProperties(Object.create(express.request), {
      query: { value: { paper } },
      headers: { value: language === undefined ? {} : { 'accept-language': language } },
    });

  it.each([
    ['letter', 'letter'],
    ['a4', 'a4'],
    ['A3', 'a4'],
    [['letter', 'a4'], 'a4'],
    [undefined, 'a4'],
  ])('for ?paper=%j returns %s', (paper, expected) => {
    expect(paperOf(requestWith(paper))).toBe(expected);
  });

  it.each([
    ['en-US,en;q=0.9', 'letter'],
    ['en-ca', 'letter'],
    ['de;q=0.8, en-US', 'letter'],
    ['en-GB,en-US;q=0.9', 'a4'],
    ['en', 'a4'],
    ['fr-CA', 'a4'],
    ['*', 'a4'],
    ['', 'a4'],
    [undefined, 'a4'],
    ['en-US-x-private', 'a4'],
    [';;q=,,', 'a4'],
  ])('without ?paper and with Accept-Language %j returns %s', (language, expected) => {
    expect(paperOf(requestWith(undefined, language))).toBe(expected);
  });

  it('prefers ?paper to the language', () => {
    expect(paperOf(requestWith('a4', 'en-US'))).toBe('a4');
  });
});
