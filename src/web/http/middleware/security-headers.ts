import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Nothing inline, nothing from another host, no framing. The referrer policy is `same-origin`, because `no-referrer` makes
 * browsers send "Origin: null" with our own forms, which `sameOrigin` refuses (Fetch standard, section 3.2).
 */
export function securityHeaders(isHttps: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    // The same as `frameAncestors`, for older browsers.
    xFrameOptions: { action: 'deny' },
    // These only concern browsers that are no longer used.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}
