"""The released model in PyTorch: MobileSAM's weights with the fine-tuned decoder laid over them."""
import argparse
import sys

import torch


def arguments(description):
    ap = argparse.ArgumentParser(description=description.split("\n")[0])
    ap.add_argument("--reference", required=True, help="folder that holds sam_reference.py")
    ap.add_argument("--mobile-sam", required=True, help="mobile_sam.pt")
    ap.add_argument("--decoder", required=True, help="medicosam_tiny_decoder.pt")
    ap.add_argument("--out", required=True)
    return ap


def load(args):
    """(sam, the reference module); one thread, no gradients."""
    sys.path.insert(0, args.reference)
    import sam_reference as reference

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    state = torch.load(args.mobile_sam, map_location="cpu")
    decoder = torch.load(args.decoder, map_location="cpu")
    unknown = [k for k, v in decoder.items() if k not in state or state[k].shape != v.shape]
    if unknown:
        raise SystemExit("the decoder's file does not fit: %s" % unknown[:3])
    state.update({k: v.float() for k, v in decoder.items()})
    sam = reference.build("vit_t")
    sam.load_state_dict(state, strict=True)
    return sam, reference
