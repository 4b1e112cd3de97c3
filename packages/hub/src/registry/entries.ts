// biome-ignore-all format: written by write-registry.mjs
import type { RegistryEntry } from './registry-entry.js';

/** What `models/registry` holds. Written by `node write-registry.mjs`. */
export const ENTRIES: readonly RegistryEntry[] = [
 {
  "name": "vit_b",
  "title": "Segment Anything, ViT-B",
  "family": "sam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "sam_vit_b_01ec64.pth",
  "urls": [
   "https://dl.fbaipublicfiles.com/segment_anything/sam_vit_b_01ec64.pth"
  ],
  "page": null,
  "bytes": 375042383,
  "approximateBytes": null,
  "xxh128": "6923c33df3637b6a922d7682bfc9a86b",
  "sha256": "ec2df62732614e57411cdcf32a23ffdf28910380d03139ee0f4fcbe91eb8c912",
  "licence": "Apache-2.0",
  "citation": [
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": true,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "Trained on natural RGB images, 0 to 255."
  ]
 },
 {
  "name": "vit_h",
  "title": "Segment Anything, ViT-H",
  "family": "sam",
  "task": "interactive",
  "architecture": "vit_h",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "sam_vit_h_4b8939.pth",
  "urls": [
   "https://dl.fbaipublicfiles.com/segment_anything/sam_vit_h_4b8939.pth"
  ],
  "page": null,
  "bytes": 2564550879,
  "approximateBytes": null,
  "xxh128": "97698fac30bd929c2e6d8d8cc15933c2",
  "sha256": "a7bf3b02f3ebf1267aba913ff637d9a2d5c33d3173bb679e46d9f338c26f262e",
  "licence": "Apache-2.0",
  "citation": [
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": true,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "Trained on natural RGB images, 0 to 255."
  ]
 },
 {
  "name": "vit_l",
  "title": "Segment Anything, ViT-L",
  "family": "sam",
  "task": "interactive",
  "architecture": "vit_l",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "sam_vit_l_0b3195.pth",
  "urls": [
   "https://dl.fbaipublicfiles.com/segment_anything/sam_vit_l_0b3195.pth"
  ],
  "page": null,
  "bytes": 1249524607,
  "approximateBytes": null,
  "xxh128": "a82beb3c660661e3dd38d999cc860e9a",
  "sha256": "3adcc4315b642a4d2101128f611684e8734c41232a17c648ed1693702a49a622",
  "licence": "Apache-2.0",
  "citation": [
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": true,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "Trained on natural RGB images, 0 to 255."
  ]
 },
 {
  "name": "vit_t",
  "title": "MobileSAM, TinyViT",
  "family": "mobile-sam",
  "task": "interactive",
  "architecture": "vit_t",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "mobile_sam.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/TuDzuwVDHd1ZDnQ/download",
   "https://github.com/ChaoningZhang/MobileSAM/raw/master/weights/mobile_sam.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": 40000000,
  "xxh128": "8eadbc88aeb9d8c7e0b4b60c3db48bd0",
  "sha256": null,
  "licence": "Apache-2.0",
  "citation": [
   "Zhang et al. 2023, Faster Segment Anything (MobileSAM), arXiv 2306.14289",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": true,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "Distilled from Segment Anything ViT-H; prompt encoder and mask decoder are those of ViT-H.",
   "The hash is that of micro-sam’s mirror, the first address; whether the author’s file is the same is not known."
  ]
 },
 {
  "name": "vit_b_medical_imaging",
  "title": "MedicoSAM, ViT-B (generation 2)",
  "family": "medicosam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_b_medical_imaging.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/f5Ol4FrjPQWfjUF/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": 375000000,
  "xxh128": "40169f1e3c03a4b67bff58249c176d92",
  "sha256": null,
  "licence": null,
  "citation": [
   "Archit, Freckmann and Pape 2025, MedicoSAM, arXiv 2501.11734, IEEE TMI, doi 10.1109/TMI.2025.3644811",
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "percentile:1,99",
   "maskPrompts": true,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Trained on grey images stretched between percentiles 1 and 99; its published figures were measured with micro-sam’s own mapping (normalisation microsam)."
  ]
 },
 {
  "name": "vit_b_medical_imaging_decoder",
  "title": "MedicoSAM, ViT-B (generation 2): joint decoder",
  "family": "medicosam",
  "task": "semantic-decoder",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": "vit_b_medical_imaging",
  "decoder": {
   "channels": 2,
   "upsampling": null
  },
  "file": "vit_b_medical_imaging_decoder.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/ahd3ZhZl2e0RIwz/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "9e498b12f526f119b96c88be76e3b2ed",
  "sha256": null,
  "licence": null,
  "citation": [
   "Archit, Freckmann and Pape 2025, MedicoSAM, arXiv 2501.11734, IEEE TMI, doi 10.1109/TMI.2025.3644811",
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "percentile:1,99",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Two outputs, background and foreground; at least 38 MB, and it may hold the encoder a second time."
  ]
 },
 {
  "name": "vit_b_medical_imaging_gen1",
  "title": "MedicoSAM, ViT-B (generation 1)",
  "family": "medicosam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_b_medical_imaging_gen1.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/AB69HGhj8wuozXQ/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": 375000000,
  "xxh128": "5be672f1458263a9edc9fd40d7f56ac1",
  "sha256": null,
  "licence": null,
  "citation": [
   "Archit, Freckmann and Pape 2025, MedicoSAM, arXiv 2501.11734, IEEE TMI, doi 10.1109/TMI.2025.3644811",
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": false,
   "prompts": [
    "point",
    "box"
   ]
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "The release of January 2025. It never saw a mask prompt in training."
  ]
 },
 {
  "name": "vit_b_medical_imaging_interim",
  "title": "MedicoSAM, ViT-B (upload of 1 September 2025, replaced)",
  "family": "medicosam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_b_medical_imaging_interim.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/Dvyg80HT7vZrwLr/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "dc7364c9ccd346f1b6a882102568d41d",
  "sha256": null,
  "licence": null,
  "citation": [
   "Archit, Freckmann and Pape 2025, MedicoSAM, arXiv 2501.11734, IEEE TMI, doi 10.1109/TMI.2025.3644811",
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": null,
   "normalisation": null,
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Replaced within the hour by vit_b_medical_imaging; listed so that a copy of it is recognised."
  ]
 },
 {
  "name": "vit_b_medical_imaging_interim_decoder",
  "title": "MedicoSAM, ViT-B (upload of 1 September 2025, replaced): joint decoder",
  "family": "medicosam",
  "task": "semantic-decoder",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": "vit_b_medical_imaging_interim",
  "decoder": {
   "channels": null,
   "upsampling": null
  },
  "file": "vit_b_medical_imaging_interim_decoder.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/JHEJDdppVka8rbm/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "c08d3ada20e2314ed54b50975f49e71e",
  "sha256": null,
  "licence": null,
  "citation": [
   "Archit, Freckmann and Pape 2025, MedicoSAM, arXiv 2501.11734, IEEE TMI, doi 10.1109/TMI.2025.3644811",
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": null,
   "normalisation": null,
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Replaced within the hour by vit_b_medical_imaging_decoder."
  ]
 },
 {
  "name": "medsam_vit_b",
  "title": "MedSAM, ViT-B",
  "family": "medsam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "medsam_vit_b.pth",
  "urls": [],
  "page": "https://drive.google.com/drive/folders/1ETWmi4AiniJeWOt6HAsYgTjYv_fkgzoN",
  "bytes": null,
  "approximateBytes": 375000000,
  "xxh128": null,
  "sha256": "34b34b78c1d18cb8c6bf84cf9c00e135d6d6c965699f3c0e31ef1bc9dcb5be74",
  "licence": "Apache-2.0",
  "citation": [
   "Ma et al. 2024, Segment Anything in Medical Images, arXiv 2304.12306",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "medsam",
   "normalisation": null,
   "maskPrompts": false,
   "prompts": [
    "box"
   ]
  },
  "notes": [
   "The authors publish no hash; this one is from a mirror’s pointer and was not verified.",
   "Images were brought to 8 bit by a rule for each modality, then squashed to the square and scaled to 0 to 1."
  ]
 },
 {
  "name": "medsam_vit_b_0.0.1",
  "title": "MedSAM, ViT-B (0.0.1, April 2023)",
  "family": "medsam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "medsam_20230423_vit_b_0.0.1.pth",
  "urls": [
   "https://syncandshare.desy.de/index.php/s/yLfdFbpfEGSHJWY/download/medsam_20230423_vit_b_0.0.1.pth"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": 375000000,
  "xxh128": null,
  "sha256": null,
  "licence": "Apache-2.0",
  "citation": [
   "Ma et al. 2024, Segment Anything in Medical Images, arXiv 2304.12306",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "medsam",
   "normalisation": null,
   "maskPrompts": false,
   "prompts": [
    "box"
   ]
  },
  "notes": [
   "An older upload; whether it is the same file as medsam_vit_b is not known, and no hash is published.",
   "Images were brought to 8 bit by a rule for each modality, then squashed to the square and scaled to 0 to 1."
  ]
 },
 {
  "name": "vit_b_em_organelles",
  "title": "micro-sam, electron microscopy (organelles), ViT-B",
  "family": "micro-sam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_b_em_organelles.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/noisy-ox/1.2/files/vit_b.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "f3bf2ed83d691456bae2c3f9a05fb438",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam).",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_b_em_organelles_decoder",
  "title": "micro-sam, electron microscopy (organelles), ViT-B: instance decoder",
  "family": "micro-sam",
  "task": "instance-decoder",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": "vit_b_em_organelles",
  "decoder": {
   "channels": 3,
   "upsampling": "interpolation"
  },
  "file": "vit_b_em_organelles_decoder.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/noisy-ox/1.2/files/vit_b_decoder.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "bb6398956a6b0132c26b631c14f95ce2",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam)."
  ]
 },
 {
  "name": "vit_b_lm",
  "title": "micro-sam, light microscopy, ViT-B",
  "family": "micro-sam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_b_lm.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/diplomatic-bug/1.2/files/vit_b.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "fe9252a29f3f4ea53c15a06de471e186",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam).",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_b_lm_decoder",
  "title": "micro-sam, light microscopy, ViT-B: instance decoder",
  "family": "micro-sam",
  "task": "instance-decoder",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": "vit_b_lm",
  "decoder": {
   "channels": 3,
   "upsampling": "interpolation"
  },
  "file": "vit_b_lm_decoder.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/diplomatic-bug/1.2/files/vit_b_decoder.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "708b15ac620e235f90bb38612c4929ba",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam)."
  ]
 },
 {
  "name": "vit_l_em_organelles",
  "title": "micro-sam, electron microscopy (organelles), ViT-L",
  "family": "micro-sam",
  "task": "interactive",
  "architecture": "vit_l",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_l_em_organelles.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/humorous-crab/1.2/files/vit_l.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "810b084b6e51acdbf760a993d8619f2d",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam).",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_l_em_organelles_decoder",
  "title": "micro-sam, electron microscopy (organelles), ViT-L: instance decoder",
  "family": "micro-sam",
  "task": "instance-decoder",
  "architecture": "vit_l",
  "imageSize": 1024,
  "encoder": "vit_l_em_organelles",
  "decoder": {
   "channels": 3,
   "upsampling": "interpolation"
  },
  "file": "vit_l_em_organelles_decoder.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/humorous-crab/1.2/files/vit_l_decoder.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "334877640bfdaaabce533e3252a17294",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam)."
  ]
 },
 {
  "name": "vit_l_lm",
  "title": "micro-sam, light microscopy, ViT-L",
  "family": "micro-sam",
  "task": "interactive",
  "architecture": "vit_l",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_l_lm.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/idealistic-rat/1.2/files/vit_l.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "017f20677997d628426dec80a8018f9d",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam).",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_l_lm_decoder",
  "title": "micro-sam, light microscopy, ViT-L: instance decoder",
  "family": "micro-sam",
  "task": "instance-decoder",
  "architecture": "vit_l",
  "imageSize": 1024,
  "encoder": "vit_l_lm",
  "decoder": {
   "channels": 3,
   "upsampling": "interpolation"
  },
  "file": "vit_l_lm_decoder.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/idealistic-rat/1.2/files/vit_l_decoder.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "2faeafa03819dfe03e7c46a44aaac64a",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam)."
  ]
 },
 {
  "name": "vit_t_em_organelles",
  "title": "micro-sam, electron microscopy (organelles), TinyViT",
  "family": "micro-sam",
  "task": "interactive",
  "architecture": "vit_t",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_t_em_organelles.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/greedy-whale/1/files/vit_t.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "253474720c497cce605e57c9b1d18fd9",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Zhang et al. 2023, Faster Segment Anything (MobileSAM), arXiv 2306.14289",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam).",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_t_em_organelles_decoder",
  "title": "micro-sam, electron microscopy (organelles), TinyViT: instance decoder",
  "family": "micro-sam",
  "task": "instance-decoder",
  "architecture": "vit_t",
  "imageSize": 1024,
  "encoder": "vit_t_em_organelles",
  "decoder": {
   "channels": 3,
   "upsampling": "transposed-convolution"
  },
  "file": "vit_t_em_organelles_decoder.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/greedy-whale/1/files/vit_t_decoder.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "8f897c7bb93174a4d1638827c4dd6f44",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Zhang et al. 2023, Faster Segment Anything (MobileSAM), arXiv 2306.14289",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam)."
  ]
 },
 {
  "name": "vit_t_lm",
  "title": "micro-sam, light microscopy, TinyViT",
  "family": "micro-sam",
  "task": "interactive",
  "architecture": "vit_t",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_t_lm.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/faithful-chicken/1.1/files/vit_t.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "72ec5074774761a6e5c05a08942f981e",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Zhang et al. 2023, Faster Segment Anything (MobileSAM), arXiv 2306.14289",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam).",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_t_lm_decoder",
  "title": "micro-sam, light microscopy, TinyViT: instance decoder",
  "family": "micro-sam",
  "task": "instance-decoder",
  "architecture": "vit_t",
  "imageSize": 1024,
  "encoder": "vit_t_lm",
  "decoder": {
   "channels": 3,
   "upsampling": "transposed-convolution"
  },
  "file": "vit_t_lm_decoder.pt",
  "urls": [
   "https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/faithful-chicken/1.1/files/vit_t_decoder.pt"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "3e914a5f397b0312cdd36813031f8823",
  "sha256": null,
  "licence": "CC-BY-4.0",
  "citation": [
   "Archit et al. 2025, Segment Anything for Microscopy, Nature Methods, doi 10.1038/s41592-024-02580-4",
   "Zhang et al. 2023, Faster Segment Anything (MobileSAM), arXiv 2306.14289",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "minmax",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; CC-BY-4.0 is what micro-sam’s export to the model zoo states for the weights.",
   "Trained on microscopy rescaled to 0 to 255; micro-sam itself maps each channel (normalisation microsam)."
  ]
 },
 {
  "name": "vit_b_histopathology",
  "title": "PathoSAM, histopathology, ViT-B",
  "family": "patho-sam",
  "task": "interactive",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_b_histopathology.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/sBB4H8CTmIoBZsQ/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "ffd1a2cd84570458b257bd95fdd8f974",
  "sha256": null,
  "licence": null,
  "citation": [
   "PathoSAM 2025, arXiv 2502.00408",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Trained on H&E images, RGB, 0 to 255.",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_b_histopathology_decoder",
  "title": "PathoSAM, histopathology, ViT-B: instance decoder",
  "family": "patho-sam",
  "task": "instance-decoder",
  "architecture": "vit_b",
  "imageSize": 1024,
  "encoder": "vit_b_histopathology",
  "decoder": {
   "channels": 3,
   "upsampling": null
  },
  "file": "vit_b_histopathology_decoder.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/KO9AWqynI7SFOBj/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "6a66194dcb6e36199cbee2214ecf7213",
  "sha256": null,
  "licence": null,
  "citation": [
   "PathoSAM 2025, arXiv 2502.00408",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Trained on H&E images, RGB, 0 to 255."
  ]
 },
 {
  "name": "vit_h_histopathology",
  "title": "PathoSAM, histopathology, ViT-H",
  "family": "patho-sam",
  "task": "interactive",
  "architecture": "vit_h",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_h_histopathology.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/L7AcvVz7DoWJ2RZ/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "bd1856dafc156a43fb3aa705f1a6e92e",
  "sha256": null,
  "licence": null,
  "citation": [
   "PathoSAM 2025, arXiv 2502.00408",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Trained on H&E images, RGB, 0 to 255.",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_h_histopathology_decoder",
  "title": "PathoSAM, histopathology, ViT-H: instance decoder",
  "family": "patho-sam",
  "task": "instance-decoder",
  "architecture": "vit_h",
  "imageSize": 1024,
  "encoder": "vit_h_histopathology",
  "decoder": {
   "channels": 3,
   "upsampling": null
  },
  "file": "vit_h_histopathology_decoder.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/1qAKxy5H0jgwZvM/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "3ed9f87e46ad5e16935bd8d722c8dc47",
  "sha256": null,
  "licence": null,
  "citation": [
   "PathoSAM 2025, arXiv 2502.00408",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Trained on H&E images, RGB, 0 to 255."
  ]
 },
 {
  "name": "vit_l_histopathology",
  "title": "PathoSAM, histopathology, ViT-L",
  "family": "patho-sam",
  "task": "interactive",
  "architecture": "vit_l",
  "imageSize": 1024,
  "encoder": null,
  "decoder": null,
  "file": "vit_l_histopathology.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/IZgnn1cpBq2PHod/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "b591833c89754271023e901281dee3f2",
  "sha256": null,
  "licence": null,
  "citation": [
   "PathoSAM 2025, arXiv 2502.00408",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": null,
   "prompts": [
    "point",
    "box",
    "mask"
   ]
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Trained on H&E images, RGB, 0 to 255.",
   "That it was trained with mask prompts is micro-sam’s default, not stated for this model."
  ]
 },
 {
  "name": "vit_l_histopathology_decoder",
  "title": "PathoSAM, histopathology, ViT-L: instance decoder",
  "family": "patho-sam",
  "task": "instance-decoder",
  "architecture": "vit_l",
  "imageSize": 1024,
  "encoder": "vit_l_histopathology",
  "decoder": {
   "channels": 3,
   "upsampling": null
  },
  "file": "vit_l_histopathology_decoder.pt",
  "urls": [
   "https://owncloud.gwdg.de/index.php/s/oIs6VSmkOp7XrKF/download"
  ],
  "page": null,
  "bytes": null,
  "approximateBytes": null,
  "xxh128": "46aab7765d4400e039772d5a50b55c04",
  "sha256": null,
  "licence": null,
  "citation": [
   "PathoSAM 2025, arXiv 2502.00408",
   "Kirillov et al. 2023, Segment Anything, arXiv 2304.02643"
  ],
  "trained": {
   "preprocess": "sam",
   "normalisation": "none",
   "maskPrompts": null,
   "prompts": null
  },
  "notes": [
   "The code is MIT; a licence of the weights was not found.",
   "Trained on H&E images, RGB, 0 to 255."
  ]
 }
];
