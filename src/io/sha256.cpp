#include "io/sha256.h"

#include "model/errors.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace locality::io {

std::string sha256_of(const std::filesystem::path& file) {
    const auto fail = [&](const std::string& why) {
        return model::InputError(file.string() + ": cannot be read (" + why +
                                 "); check that it is a file you may read");
    };
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "rb"), &std::fclose);
    if (!in) throw fail(std::strerror(errno));
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!hash || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1) throw std::runtime_error("SHA-256 failed");

    std::vector<unsigned char> buffer(1 << 20);
    std::size_t n = 0;
    while ((n = std::fread(buffer.data(), 1, buffer.size(), in.get())) > 0)
        if (EVP_DigestUpdate(hash.get(), buffer.data(), n) != 1) throw std::runtime_error("SHA-256 failed");
    if (std::ferror(in.get())) throw fail(std::strerror(errno));

    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(hash.get(), digest.data(), &size) != 1) throw std::runtime_error("SHA-256 failed");
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

}  // namespace locality::io
