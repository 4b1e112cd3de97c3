/** What is seen before there is an image. */
export function Welcome({ openImage }: { openImage(): void }) {
  return (
    <section className="welcome" id="welcome">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <rect x="5" y="9" width="38" height="30" rx="3" />
        <path d="M14 27c0-7 5-11 10-11s11 3 11 9-5 8-10 7-11 1-11-5z" />
        <circle className="solid" cx="24" cy="24" r="2" />
      </svg>
      <h1>Open an image to begin</h1>
      <p>Drop a PNG or JPEG here, or</p>
      <button id="choose-image" className="primary" type="button" onClick={openImage}>
        Choose an image
      </button>
      <p className="quiet">
        It stays on this computer: nothing is sent anywhere. 16-bit PNG is read as stored.
      </p>
      <p className="quiet">
        A checkpoint of your own (.pt, .pth, .safetensors) can be dropped here as well, and is used from then
        on.
      </p>
    </section>
  );
}
