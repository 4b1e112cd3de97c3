import { platform } from '../../platform.js';

/** SHA-256 of a text, hex. A page that has storage has WebCrypto too. */
export async function sha256Text(text: string): Promise<string> {
  const bytes = new platform.TextEncoder().encode(text);
  const digest = await platform.crypto?.subtle?.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest ?? bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
