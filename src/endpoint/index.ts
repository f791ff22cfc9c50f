/**
 * `hub-link/endpoint`: the server's side. Needs the optional peers unstorage, jose and oauth4webapi.
 */
export { createLinkEndpoint, type LinkEndpoint } from './createLinkEndpoint.ts'
export {
  EndpointConfigError,
  ExpiredAccountError,
  UnknownAccountError,
  UnreadableAccountError,
  type EndpointConfigCode,
} from './errors.ts'
export type { LogEntry } from './log.ts'
export type { Limit, LinkEndpointOptions, Owner } from './options.ts'
export { apiKeyProvider, type ApiKeyProviderOptions } from './providers/apiKey.ts'
export { jazzhr, type JazzhrOptions } from './providers/jazzhr.ts'
export { oauth2, type OAuth2Options } from './providers/oauth2.ts'
export type { ProofRequest } from './providers/proofRequest.ts'
export type {
  Authorization,
  AuthorizationEnd,
  AuthorizationStart,
  Provider,
  ProviderContext,
  ProviderField,
  ProviderProblem,
  Renewal,
  TimedContext,
  Verdict,
} from './providers/provider.ts'
export type { SessionRequest } from './sessions.ts'
export { fileDriver, type FileDriverOptions } from './store/fileDriver.ts'
