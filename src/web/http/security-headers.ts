import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/**
 * Nothing inline, nothing from another host, no framing. `same-origin` as the referrer policy, because `no-referrer` makes
 * browsers send "Origin: null" with our own forms, which `sameOrigin` would refuse (Fetch standard, section 3.2).
 * @returns name, value, name, value, … for `headerWriter`
 */
export function securityHeaders(secure: boolean): string[] {
  const protect = helmet({
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
    // As `frameAncestors`, for browsers that do not know it.
    xFrameOptions: { action: 'deny' },
    // For browsers that are gone.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  return headersOf(protect);
}

/** Every response gets the same headers, so helmet works them out once. */
function headersOf(protect: ReturnType<typeof helmet>): string[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  protect(request, response, () => undefined);
  return Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
}
