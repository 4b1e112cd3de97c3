/** What writes the folders, for their `provenance`. A test holds it equal to the package's version. */
export const CONVERTER = '@medicosam/convert 0.1.0';
