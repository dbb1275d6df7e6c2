import type { TLSSocket } from 'node:tls';
import proxyAddr from 'proxy-addr';
import type { Config } from '../../config.ts';
import type { Incoming, Step } from './http.ts';

/** Who asks, and how. */
export interface Asker {
  readonly address: string;
  /** Over TLS, to us or to the proxy in front. */
  readonly isSecure: boolean;
  /** The host that was asked for, with its port. */
  readonly host: string;
}

declare module 'express-serve-static-core' {
  interface Locals {
    asker: Asker;
  }
}

type Trusts = (address: string, hop: number) => boolean;

function trusting(trusted: Config['trustProxy']): Trusts {
  if (typeof trusted === 'boolean') return () => trusted;
  if (typeof trusted === 'number') return (_, hop) => hop < trusted;
  return proxyAddr.compile([...trusted]);
}

/** As the proxies in front tell in X-Forwarded-For, -Proto and -Host; anybody may send these, so only who is trusted is believed. */
export function forwarded(trusted: Config['trustProxy']): Step {
  const trusts = trusting(trusted);
  return (req, res, next) => {
    const isTold = trusts(req.socket.remoteAddress ?? '', 0);
    res.locals.asker = {
      address: isTold ? proxyAddr(req, trusts) : (req.socket.remoteAddress ?? ''),
      isSecure:
        ((isTold && first(req, 'x-forwarded-proto')) ||
          ((req.socket as TLSSocket).encrypted ? 'https' : 'http')) === 'https',
      host: (isTold && first(req, 'x-forwarded-host')) || req.headers.host || '',
    };
    next();
  };
}

/** Of several, the one that the proxy nearest to the visitor wrote. */
function first({ headers }: Incoming, name: string): string | undefined {
  const value = headers[name];
  return (typeof value === 'string' ? value : value?.[0])?.split(',', 1)[0]?.trim();
}
