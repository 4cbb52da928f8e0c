ALTER TABLE "fleets" ALTER COLUMN "spare_ratio" SET DATA TYPE double precision USING "spare_ratio"::text::double precision;
