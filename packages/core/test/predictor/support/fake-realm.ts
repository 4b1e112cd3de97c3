import { MessageChannel } from 'node:worker_threads';
import { type Realm, serveRealm, wrapMessagePort } from '../../../src/index.js';
import { FakeBackend } from '../../model/support/fake-backend.js';

/** A backend whose realms are the other ends of message channels in this thread; structured clones all the same. */
export class FakeRealmBackend extends FakeBackend {
  /** The backend inside the realm. */
  readonly inner = new FakeBackend();
  terminations = 0;
  /** Ends the realm as a crash would. */
  crash: (reason: string) => void = () => {};

  async spawn(): Promise<Realm> {
    const { port1, port2 } = new MessageChannel();
    serveRealm(wrapMessagePort(port2), this.inner, () => undefined);
    let close = (_: { reason: string }) => {};
    const closed = new Promise<{ reason: string }>((resolve) => (close = resolve));
    this.crash = (reason) => {
      port2.close();
      close({ reason });
    };
    return {
      port: wrapMessagePort(port1),
      closed,
      terminate: async () => {
        this.terminations++;
        port2.close();
        close({ reason: 'it was terminated' });
      },
    };
  }
}
