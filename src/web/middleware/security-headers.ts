import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Nothing inline, nothing from another host, no framing. `same-origin` as the referrer policy, because `no-referrer` makes
 * browsers send "Origin: null" with our own forms, which `sameOrigin` would refuse (Fetch standard, section 3.2).
 */
export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
  });
}
