"""Why a file cannot be read: the documented list of reason codes, each with what to do about it.

Reasons are for clerks, in Chinese and English. They never quote the file's bytes or a program's stack.
"""

from __future__ import annotations

import struct
import zlib

from warehouse.errors import UnreadableFile

# What libraries raise when a file is not what its format promises. LxmlError, PSException, XLRDError and the like are
# turned into reasons where they arise.
LIBRARY_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

REASONS: dict[str, tuple[str, str]] = {
    "empty_file": (
        "文件为空，没有可读的内容，请核对后重新提供",
        "the file is empty: check it and provide it again",
    ),
    "near_empty": (
        "文件中几乎没有文字，请确认文件完整，或提供可复制文字的版本",
        "the file holds almost no text: check that it is complete, or provide a version whose text can be copied",
    ),
    "no_text_layer": (
        "扫描件没有文字层，请提供可复制文字的版本，或安装 OCR 组件后重试",
        "a scan without a text layer, needs OCR: provide a version whose text can be copied, or install the [ocr] extra",
    ),
    "undecodable": (
        "无法识别文字编码，请另存为 UTF-8 或 GB18030 后重新提供",
        "the text is in no known encoding: save it as UTF-8 or GB18030 and provide it again",
    ),
    "garbled_text": (
        "文字是乱码（曾用错误的编码打开并保存），请从原始文件重新导出",
        "the text is garbled (once opened in a wrong encoding and saved): export it again from the original",
    ),
    "binary_content": (
        "内容不是文字而是二进制数据，请核对文件，或另存为纯文本后重新提供",
        "the content is binary data, not text: check the file, or save it as plain text",
    ),
    "bundle": (
        "这是压缩包，其中的文件应逐个读取；请用 jixiao ingest 读入，或先解压",
        "a bundle of files, not a report: ingest it as a whole, or unpack it first",
    ),
    "unsupported_format": (
        "暂不支持这种文件格式，请提供 PDF、Word、Excel、HTML 或纯文本版本",
        "this file format is not supported: provide PDF, Word, Excel, HTML or plain text",
    ),
    "encrypted": (
        "加密文件，请提供未加密的版本",
        "the file is encrypted: provide a version without a password",
    ),
    "damaged": (
        "文件已损坏或不完整，请重新下载或重新导出",
        "the file is damaged or incomplete: download or export it again",
    ),
    "too_large": (
        "文件超过大小上限，请拆分后重新提供",
        "the file exceeds the size limit: split it and provide the parts",
    ),
    "too_complex": (
        "文件的页数、单元格数或嵌套层数超过上限，请拆分或简化后重新提供",
        "the file exceeds the limit of pages, cells or nesting: split or simplify it",
    ),
    "expands_too_much": (
        "压缩内容展开后超过上限，疑似压缩炸弹，未作处理；请提供正常的文件",
        "the compressed content expands beyond the limit, like a decompression bomb: provide an ordinary file",
    ),
    "nested_too_deep": (
        "压缩包嵌套超过三层，请解压后提供里面的文件",
        "archives are nested more than three deep: unpack them and provide the files inside",
    ),
    "unsafe_archive": (
        "压缩包内含越界路径或链接，为安全起见不读取；请重新打包",
        "the archive holds paths out of its folder, or links: pack it again without them",
    ),
    "forbidden_entities": (
        "文件含有外部实体或实体展开，为安全起见不读取；请重新导出",
        "the file declares XML entities, which are never followed: export it again",
    ),
    "not_a_regular_file": (
        "不是普通文件（链接、管道、设备或文件夹），未读取；请提供文件本身",
        "not a regular file (a link, pipe, device or folder): provide the file itself",
    ),
    "no_permission": (
        "没有读取权限，请调整文件权限后重试",
        "no permission to read the file: change its permissions and try again",
    ),
    "not_found": (
        "文件不存在或读取时被移走，请核对路径",
        "the file does not exist or was moved while being read: check its path",
    ),
    "unreadable_medium": (
        "读取时磁盘或网络出错，请检查存储后重试",
        "the disk or network failed while the file was read: check it and try again",
    ),
    "timeout": (
        "读取超过时间上限，未能完成；请拆分或重新导出后再提供",
        "reading took longer than the time limit: split the file or export it again",
    ),
    "out_of_memory": (
        "读取超过内存上限，未能完成；请拆分或重新导出后再提供",
        "reading needed more than the memory limit: split the file or export it again",
    ),
    "reader_crashed": (
        "读取程序在处理此文件时崩溃，文件可能已损坏；请重新导出后再提供",
        "the reader crashed on this file, which may be damaged: export it again",
    ),
}


def unreadable(code: str, detail: str = "") -> UnreadableFile:
    """The error for a reason code; ``detail`` (a limit, a member's name) is put between the two languages."""
    chinese, english = REASONS[code]
    return UnreadableFile(code, f"{chinese}{'（' + detail + '）' if detail else ''} / {english}")
