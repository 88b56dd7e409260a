"""The codes on paper as pictures: QR codes (level M) and bar codes (Code 128)."""

from itertools import groupby

import numpy as np


def qr_svg(text: str) -> str:
    """Draw a QR code as SVG, with the quiet zone left to the page.

    Raises
    ------
    ValueError
        If there is no text, or more than a code can hold (some 2,300 bytes).
    """
    from zxingcpp import BarcodeFormat, create_barcode

    # Readers take bytes above 127 for Japanese as soon as for UTF-8, unless the code says what they are.
    said = {} if text.isascii() else {"eci": "UTF-8"}
    code = create_barcode(text, BarcodeFormat.QRCode, ec_level="M", **said)
    # The library's own drawing takes twice as long as the code, and a day has a thousand of them.
    dark = np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    size = len(dark)
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    (tops, lefts), (_, rights) = np.nonzero(edges == 1), np.nonzero(edges == -1)
    widths = rights - lefts
    runs = np.column_stack((lefts, tops, widths, widths)).ravel().tolist()
    path = "M%d %dh%dv1h-%dz" * len(lefts) % tuple(runs)
    box = f'width="{size}" height="{size}" viewBox="0 0 {size} {size}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>'


def bars(text: str) -> tuple[str, int]:
    """Draw a bar code (Code 128) as SVG of one path, and say how many bars wide it is.

    Scanners of tills read it that read no QR codes. Text that Code 128 cannot hold gives nothing.
    """
    from zxingcpp import BarcodeFormat, create_barcode

    try:
        code = create_barcode(text, BarcodeFormat.Code128)
    except ValueError:
        return "", 0
    row = np.asarray(code.to_image(scale=1, add_quiet_zones=False))[0]
    path, left = "", 0
    for light, run in groupby(row.tolist()):
        width = len(list(run))
        path += "" if light else f"M{left} 0h{width}v1h-{width}z"
        left += width
    box = f'viewBox="0 0 {left} 1" preserveAspectRatio="none"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>', left
