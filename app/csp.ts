/** What the browser may do for the page. */

/**
 * The content security policy: scripts are the app's own files, pictures come out of memory, and nothing is framed,
 * embedded or submitted. Nodes and descriptions are reached by https and wss, and without encryption on this machine
 * only. Styles may be inline because Mantine sets them on elements; so may scripts of the development server.
 */
export function contentSecurityPolicy({ isDev }: { isDev: boolean }): string {
  const local = ['127.0.0.1:*', 'localhost:*'];
  const policy: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...(isDev ? ["'unsafe-inline'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", 'https:', 'wss:', ...local.flatMap(host => [`http://${host}`, `ws://${host}`])],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'object-src': ["'none'"],
  };
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}
