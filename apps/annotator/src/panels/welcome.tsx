interface WelcomeProps {
  openImage(): void;
  openFolder(): void;
}

/** What is seen before there is an image. */
export function Welcome({ openImage, openFolder }: WelcomeProps) {
  return (
    <section className="welcome" id="welcome">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <rect x="5" y="9" width="38" height="30" rx="3" />
        <path d="M14 27c0-7 5-11 10-11s11 3 11 9-5 8-10 7-11 1-11-5z" />
        <circle className="solid" cx="24" cy="24" r="2" />
      </svg>
      <h1>Open an image to begin</h1>
      <p>Drop DICOM (files, a folder, a zip), NIfTI, NRRD, TIFF, PNG or JPEG here, or</p>
      <div className="row">
        <button id="choose-image" className="primary" type="button" onClick={openImage}>
          Choose files
        </button>
        <button id="choose-folder" type="button" onClick={openFolder}>
          Choose a folder
        </button>
      </div>
      <p className="quiet">
        It stays on this computer: nothing is sent anywhere. Values are read as stored, 16 bits as 16 bits.
      </p>
      <p className="quiet">
        A checkpoint of your own (.pt, .pth, .safetensors) can be dropped here as well, and is used from then
        on.
      </p>
    </section>
  );
}
