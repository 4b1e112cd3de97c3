/** Saves bytes as a file, where downloads go. */
export function saveFile({ name, type, bytes }: { name: string; type: string; bytes: BlobPart }): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Downloads begin after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
