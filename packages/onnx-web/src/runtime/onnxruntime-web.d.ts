/** Its own types are of another name, and need the DOM's: what is used of it stands in `ort-like.ts`. */
declare module '#onnxruntime-web';
