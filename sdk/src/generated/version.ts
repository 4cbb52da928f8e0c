// Printed from api/openapi.json by `npm run generate`. Do not edit.
export const version = '0.0.0'
export const agent = `coldframe-sdk/${version} (api 1.0.0)`
